/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.flink;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapline.alignment.FrameBlock;
import io.tapline.alignment.Mask;
import io.tapline.flink.element.ElementTypes;
import io.tapline.flink.element.Result;
import io.tapline.network.Network;
import io.tapline.network.function.Activation;
import io.tapline.network.function.Arithmetic;
import io.tapline.network.graph.NetworkGraph;
import io.tapline.network.layer.Padding;
import io.tapline.network.layer.convolution.Convolution;
import io.tapline.network.layer.convolution.DepthwiseConvolution;
import io.tapline.network.layer.merge.Merge;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.junit.jupiter.api.Test;

class ConvolveFunctionTest {

  private static final long SEED = 7_002;

  @Test
  void shouldLabelEveryResultWithTheNewestFrameAndWhatItRestsOn() throws Exception {
    try (Harness<FrameBlock, Result> convolve = harness(false)) {
      convolve.element(block("d", true, 1_000, 5, SEED), 0);

      List<Result> results = convolve.output();
      assertThat(results).hasSize(5);
      assertThat(results).extracting(Result::device).containsOnly("d");
      assertThat(results)
          .extracting(Result::timestampMicros)
          .containsExactly(1_000L, 1_010L, 1_020L, 1_030L, 1_040L);
      assertThat(results).extracting(Result::framesMissing).containsExactly(2, 1, 0, 0, 0);
      assertThat(results)
          .extracting(Result::observedShare)
          .containsExactly(1 / 6f, 2 / 6f, 3 / 6f, 3 / 6f, 3 / 6f);
    }
  }

  @Test
  void shouldStartColdWithEverySegment() throws Exception {
    try (Harness<FrameBlock, Result> convolve = harness(false)) {
      convolve.element(block("d", true, 0, 6, SEED), 0);
      convolve.element(block("d", true, 9_000, 6, SEED), 0);

      List<Result> results = convolve.output();
      for (int i = 0; i < 6; i++) {
        assertThat(results.get(6 + i).values()).isEqualTo(results.get(i).values());
        assertThat(results.get(6 + i).framesMissing()).isEqualTo(results.get(i).framesMissing());
      }
    }
  }

  @Test
  void shouldGiveTheSameBitsForAnyBlocksAndWhenRestoredAfterEveryElement() throws Exception {
    List<String> whole = run(60, false, false);
    for (int frames : new int[] {1, 7, 20}) {
      assertThat(run(frames, false, false)).as("seed=%d, frames=%d", SEED, frames).isEqualTo(whole);
      assertThat(run(frames, true, false)).as("seed=%d, frames=%d", SEED, frames).isEqualTo(whole);
      assertThat(run(frames, true, true)).as("seed=%d, frames=%d", SEED, frames).isEqualTo(whole);
    }
  }

  @Test
  void shouldNotReadTheRingsOfAnotherNetwork() throws Exception {
    try (Harness<FrameBlock, Result> convolve = harness(false)) {
      convolve.element(block("d", true, 0, 10, SEED), 0);
      convolve.restoreInto(Harness.keyed(new ConvolveFunction(() -> network(SEED + 1))));
      convolve.element(block("d", false, 100, 3, SEED), 0);

      assertThat(convolve.output().subList(10, 13))
          .extracting(Result::framesMissing)
          .containsExactly(2, 1, 0);
    }
  }

  @Test
  void shouldGiveWhatALookAheadNetworkStillOwesWhenASegmentEnds() throws Exception {
    for (boolean restoreAfterEach : new boolean[] {false, true}) {
      try (Harness<FrameBlock, Result> convolve = lookAhead(restoreAfterEach)) {
        convolve.element(block("d", true, 0, 5, SEED), 0);
        assertThat(convolve.output()).hasSize(3);

        convolve.element(block("d", true, 9_000, 4, SEED), 0);
        convolve.element(block("d", false, 9_040, 2, SEED + 1), 0);
        convolve.element(FrameBlock.endOf("d", 2), 0);

        List<Result> results = convolve.output();
        assertThat(results)
            .extracting(Result::timestampMicros)
            .containsExactly(
                20L, 30L, 40L, 40L, 40L, 9_020L, 9_030L, 9_040L, 9_050L, 9_050L, 9_050L);
        assertThat(results)
            .extracting(Result::framesMissing)
            .containsExactly(0, 0, 0, 1, 2, 0, 0, 0, 0, 1, 2);
        assertThat(convolve.timers()).isZero();
      }
    }
  }

  @Test
  void shouldGiveEachOutputOfTheNetworkAStreamOfItsOwn() throws Exception {
    try (Harness<FrameBlock, Result> convolve = lookAhead(false)) {
      convolve.element(block("d", true, 0, 5, SEED), 0);
      convolve.element(FrameBlock.endOf("d", 2), 0);

      List<Result> sums = convolve.side(ElementTypes.resultsOf(1));
      assertThat(sums).hasSize(5);
      for (int i = 0; i < 5; i++) {
        float[] first = convolve.output().get(i).values();
        assertThat(sums.get(i).values()).containsExactly(first[0] + first[0], first[1] + first[1]);
      }
    }
  }

  private static Harness<FrameBlock, Result> lookAhead(boolean restoreAfterEach) throws Exception {
    return harness(lookAhead(), restoreAfterEach, false);
  }

  static Harness<FrameBlock, Result> harness(
      Network network, boolean restoreAfterEach, boolean rocksDb) throws Exception {
    return new Harness<>(
        () -> Harness.keyed(new ConvolveFunction(() -> network)),
        FrameBlock::device,
        rocksDb ? EmbeddedRocksDBStateBackend::new : HashMapStateBackend::new,
        restoreAfterEach);
  }

  /** Two channels, sees two frames ahead; the second output is twice the first. */
  static Network lookAhead() {
    NetworkGraph.Builder graph = NetworkGraph.builder(2);
    String ahead =
        graph.add(
            DepthwiseConvolution.named("ahead")
                .kernelSize(3)
                .padding(Padding.of(0, 2))
                .kernel(1, 2, 3, 4, 5, 6)
                .build(),
            NetworkGraph.INPUT);
    graph.add(new Merge("twice", Arithmetic.ADD), ahead, ahead);
    graph.output("first", ahead).output("second", "twice");
    return Network.compile(graph.build());
  }

  private static List<String> run(int framesPerBlock, boolean restoreAfterEach, boolean rocksDb)
      throws Exception {
    return run(network(SEED), framesPerBlock, restoreAfterEach, rocksDb);
  }

  static List<String> run(
      Network network, int framesPerBlock, boolean restoreAfterEach, boolean rocksDb)
      throws Exception {
    SplittableRandom random = new SplittableRandom(SEED);
    float[] values = new float[120];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextDouble(-1, 1);
    }
    List<String> texts = new ArrayList<>();
    try (Harness<FrameBlock, Result> convolve = harness(network, restoreAfterEach, rocksDb)) {
      for (int at = 0; at < 60; at += framesPerBlock) {
        for (String device : List.of("x", "y")) {
          FrameBlock block = new FrameBlock(2, 1);
          block.begin(device, at == 0, at * 10L, 10);
          for (int f = at; f < Math.min(60, at + framesPerBlock); f++) {
            int frame = block.addFrame();
            block.set(frame, 0, values[2 * f], Mask.OBSERVED);
            block.set(frame, 1, values[2 * f + 1], f % 3 == 0 ? Mask.FILLED : Mask.OBSERVED);
          }
          convolve.element(block, 0);
        }
      }
      for (Result result : convolve.output()) {
        texts.add(text(result));
      }
    }
    texts.sort(null);
    return texts;
  }

  private static String text(Result result) {
    StringBuilder text = new StringBuilder(result.device());
    text.append(String.format(" %08d", result.timestampMicros()));
    for (float value : result.values()) {
      text.append(' ').append(Float.floatToIntBits(value));
    }
    return text.append(' ')
        .append(result.framesMissing())
        .append(' ')
        .append(result.observedShare())
        .toString();
  }

  private static Harness<FrameBlock, Result> harness(boolean restoreAfterEach) throws Exception {
    return harness(network(SEED), restoreAfterEach, false);
  }

  /** Two channels in, three out, receptive field 3. */
  static Network network(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] kernel = new float[3 * 2 * 3];
    for (int i = 0; i < kernel.length; i++) {
      kernel[i] = (float) random.nextDouble(-1, 1);
    }
    return Network.compile(
        2,
        List.of(
            Convolution.named("conv")
                .filters(3)
                .kernelSize(3)
                .kernel(kernel)
                .activation(Activation.TANH)
                .build()));
  }

  /** One channel observed, the other filled. */
  static FrameBlock block(String device, boolean segmentStart, long start, int frames, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    FrameBlock block = new FrameBlock(2, frames);
    block.begin(device, segmentStart, start, 10);
    for (int f = 0; f < frames; f++) {
      int frame = block.addFrame();
      block.set(frame, 0, (float) random.nextDouble(-1, 1), Mask.OBSERVED);
      block.set(frame, 1, (float) random.nextDouble(-1, 1), Mask.FILLED);
    }
    return block;
  }
}
