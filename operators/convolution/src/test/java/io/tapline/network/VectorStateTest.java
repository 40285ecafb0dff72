/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tapline.network.graph.InvalidNetworkException;
import io.tapline.network.graph.NetworkGraph;
import io.tapline.network.graph.Window;
import io.tapline.network.layer.Padding;
import io.tapline.network.layer.collapse.TimeCollapse;
import io.tapline.network.layer.convolution.DepthwiseConvolution;
import io.tapline.network.report.NetworkSummary;
import io.tapline.network.report.StreamingReport;
import io.tapline.network.run.OutputSink;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Layers that keep vectors of their own and see everything since the segment began. */
class VectorStateTest {
  private static final int WARM_UP = 4;

  private final Network network = CumulativeSum.compile(graph().build(), WARM_UP);

  @Test
  void shouldSeeEverythingSinceTheSegmentBegan() {
    Network sums = CumulativeSum.compile(sums("output"), WARM_UP);

    assertThat(streamed(sums, 200, 1)).containsExactlyElementsOf(expectedSums(200));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 64, 200})
  void shouldGiveTheSameBitsWhateverTheBlocks(int block) {
    assertThat(streamed(network, 200, block)).isEqualTo(streamed(network, 200, 3));
  }

  @Test
  void shouldGoOnFromSavedVectorsAnywhere() throws IOException {
    List<String> expected = streamed(network, 40, 40);
    for (int saved = 0; saved <= 40; saved++) {
      List<String> got = new ArrayList<>();
      NetworkState state = network.newState();
      network.newProcessor().process(frames(0, saved), 0, saved, state, collect(network, got));
      NetworkState restored = read(network, bytes(state));
      NetworkProcessor processor = network.newProcessor();
      processor.process(frames(saved, 40), 0, 40 - saved, restored, collect(network, got));
      processor.finish(restored, collect(network, got));

      assertThat(got).as("saved after %d frames", saved).isEqualTo(expected);
    }
  }

  @Test
  void shouldStartEachSegmentAtZero() {
    NetworkProcessor processor = network.newProcessor();
    NetworkState state = network.newState();
    List<String> first = new ArrayList<>();
    List<String> second = new ArrayList<>();

    processor.process(frames(0, 9), 0, 9, state, collect(network, first));
    processor.finish(state, collect(network, first));
    processor.process(frames(0, 9), 0, 9, state, collect(network, second));
    processor.finish(state, collect(network, second));

    assertThat(second).isNotEmpty().isEqualTo(first);
  }

  @Test
  void shouldBeginAnewWithEachWindow() {
    NetworkGraph.Builder graph = NetworkGraph.builder(2);
    String sum = graph.add(new CumulativeSum("sum"), NetworkGraph.INPUT);
    String last = graph.add(TimeCollapse.step("last", -1), sum);
    Network windows = CumulativeSum.compile(graph.output("output", last).build(), new Window(5, 2));
    float[] frames = frames(0, 11);

    List<String> expected = new ArrayList<>();
    for (int start = 0; start + 5 <= 11; start += 2) {
      float[] sums = new float[2];
      for (int i = 2 * start; i < 2 * (start + 5); i++) {
        sums[i % 2] += frames[i];
      }
      expected.add((start + 4) + " 0 " + Arrays.toString(sums));
    }
    assertThat(streamed(windows, 11, 3)).isEqualTo(expected);
    assertThat(windows.seesSinceStart()).isFalse();
    assertThat(windows.receptiveField()).isEqualTo(5);
  }

  @Test
  void shouldMissFramesUntilItIsWarm() {
    List<Integer> missing = new ArrayList<>();
    NetworkState state = network.newState();
    network
        .newProcessor()
        .process(
            frames(0, 8), 0, 8, state, (output, frame, left, values, offset) -> missing.add(left));

    assertThat(missing).containsExactly(3, 2, 1, 0, 0, 0, 0, 0);
    assertThat(network.receptiveField()).isEqualTo(WARM_UP);
    assertThat(network.seesSinceStart()).isTrue();
  }

  @Test
  void shouldSayThatItSeesEverything() {
    String sees = "everything since the segment began, warm after 4 frames";
    assertThat(NetworkSummary.render("m", network, OptionalLong.empty()))
        .contains("Receptive field: " + sees);
    assertThat(StreamingReport.render("m", network)).contains("sees " + sees);
  }

  @Test
  void shouldTellNetworksOfAnotherWarmUpApart() {
    Network other = CumulativeSum.compile(graph().build(), WARM_UP + 1);

    assertThat(other.fingerprint()).isNotEqualTo(network.fingerprint());
  }

  @Test
  void shouldRefuseAWarmUpThatIsNoNumberOfFrames() {
    assertThatThrownBy(() -> CumulativeSum.compile(graph().build(), 0))
        .isInstanceOf(InvalidNetworkException.class)
        .hasMessage("warm-up must be 1 to 16777216 frames: warm-up=0");
  }

  @Test
  void shouldRefuseToRememberAcrossWindows() {
    NetworkGraph.Builder graph = NetworkGraph.builder(2);
    String last = graph.add(TimeCollapse.step("last", -1), NetworkGraph.INPUT);
    String sum = graph.add(new CumulativeSum("sum"), last);
    NetworkGraph built = graph.output("output", sum).build();

    assertThatThrownBy(() -> CumulativeSum.compile(built, new Window(5, 2)))
        .hasMessage(
            "time was collapsed before this layer, which needs it: layer=sum, type=CumulativeSum");
  }

  @Test
  void shouldWriteTheBytesOfVersion2() throws IOException {
    assertThat(bytes(stateAfterElevenFrames())).isEqualTo(golden());
    assertThat(golden()).hasSize((int) network.stateBytes());
  }

  @Test
  void shouldGoOnFromTheBytesOfVersion2() throws IOException {
    List<String> expected = new ArrayList<>();
    List<String> got = new ArrayList<>();
    network
        .newProcessor()
        .process(frames(11, 20), 0, 9, stateAfterElevenFrames(), collect(network, expected));
    network
        .newProcessor()
        .process(frames(11, 20), 0, 9, read(network, golden()), collect(network, got));

    assertThat(got).isNotEmpty().isEqualTo(expected);
  }

  /** Layers whose rings are saved before the vector and behind it. */
  private static NetworkGraph.Builder graph() {
    NetworkGraph.Builder graph = NetworkGraph.builder(2);
    String before = graph.add(depthwise("before", Padding.CAUSAL), NetworkGraph.INPUT);
    String sum = graph.add(new CumulativeSum("sum"), before);
    return graph.output("output", graph.add(depthwise("after", Padding.CAUSAL), sum));
  }

  private static NetworkGraph sums(String output) {
    NetworkGraph.Builder graph = NetworkGraph.builder(2);
    return graph.output(output, graph.add(new CumulativeSum("s"), NetworkGraph.INPUT)).build();
  }

  private static DepthwiseConvolution depthwise(String name, Padding padding) {
    return DepthwiseConvolution.named(name)
        .kernelSize(2)
        .padding(padding)
        .kernel(1, 2, -1, 1)
        .build();
  }

  private static List<String> expectedSums(int count) {
    float[] frames = frames(0, count);
    float[] sums = new float[2];
    List<String> expected = new ArrayList<>();
    for (int frame = 0; frame < count; frame++) {
      sums[0] += frames[2 * frame];
      sums[1] += frames[2 * frame + 1];
      int missing = Math.max(0, WARM_UP - 1 - frame);
      expected.add(frame + " " + missing + " " + Arrays.toString(sums));
    }
    return expected;
  }

  private static List<String> streamed(Network network, int count, int block) {
    List<String> outputs = new ArrayList<>();
    NetworkProcessor processor = network.newProcessor();
    NetworkState state = network.newState();
    for (int from = 0; from < count; from += block) {
      int to = Math.min(count, from + block);
      processor.process(frames(from, to), 0, to - from, state, collect(network, outputs));
    }
    processor.finish(state, collect(network, outputs));
    return outputs;
  }

  private static OutputSink collect(Network network, List<String> outputs) {
    return (output, frame, missing, values, offset) -> {
      int channels = network.outputs().get(output).channels();
      float[] copy = Arrays.copyOfRange(values, offset, offset + channels);
      outputs.add(frame + " " + missing + " " + Arrays.toString(copy));
    };
  }

  private NetworkState stateAfterElevenFrames() {
    NetworkState state = network.newState();
    network
        .newProcessor()
        .process(frames(0, 11), 0, 11, state, collect(network, new ArrayList<>()));
    return state;
  }

  private static float[] frames(int from, int to) {
    float[] frames = new float[2 * (to - from)];
    for (int i = 0; i < frames.length; i++) {
      frames[i] = (2 * from + i) % 7 / 4f - 0.6f;
    }
    return frames;
  }

  private static byte[] bytes(NetworkState state) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    state.write(new DataOutputStream(bytes));
    return bytes.toByteArray();
  }

  private static NetworkState read(Network network, byte[] bytes) throws IOException {
    return network.readState(new DataInputStream(new ByteArrayInputStream(bytes)));
  }

  private static byte[] golden() throws IOException {
    try (InputStream bytes =
        VectorStateTest.class.getResourceAsStream("/state-v2/cumulative-sum.bin")) {
      return bytes.readAllBytes();
    }
  }
}
