/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tapline.network.Network;
import io.tapline.network.graph.NetworkGraph;
import io.tapline.network.graph.Window;
import io.tapline.network.layer.Layer;
import io.tapline.network.layer.Padding;
import io.tapline.network.layer.collapse.TimeCollapse;
import io.tapline.network.layer.convolution.Convolution;
import io.tapline.network.layer.recurrent.Lstm;
import io.tapline.network.layer.shape.TimeReversal;
import io.tapline.network.run.OutputSink;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A model of a last step runs on from frame to frame. */
class ContinuousModelTest {
  private static final int CHANNELS = 2;
  private static final Random RANDOM = new Random(11);
  private static final Layer CONVOLUTION =
      Convolution.named("conv")
          .filters(3)
          .kernelSize(2)
          .padding(Padding.CAUSAL)
          .kernel(weights(2 * CHANNELS * 3))
          .build();
  private static final Layer LSTM =
      Lstm.named("lstm").units(4).kernel(weights(3 * 16)).recurrent(weights(4 * 16)).build();
  private static final Layer OF_INPUT =
      Lstm.named("lstm").units(4).kernel(weights(CHANNELS * 16)).recurrent(weights(4 * 16)).build();
  private static final Layer LAST = TimeCollapse.step("last", -1);
  private static final Layer DENSE =
      Convolution.pointwise("dense").filters(2).kernel(weights(4 * 2)).build();

  private static float[] weights(int count) {
    float[] weights = new float[count];
    for (int i = 0; i < count; i++) {
      weights[i] = RANDOM.nextFloat() - 0.5f;
    }
    return weights;
  }

  @Test
  void shouldGiveOutputsAtEachFrameAndLetStatesGoOn() throws InvalidModelException {
    Model continuous = model(CONVOLUTION, LSTM, LAST, DENSE).continuous();
    Network sequence =
        Network.compile(NetworkGraph.sequence(CHANNELS, List.of(CONVOLUTION, LSTM, DENSE), "out"));

    assertThat(rows(continuous.network(), 30))
        .isDeepEqualTo(rows(sequence, 30))
        .hasDimensions(30, 2);
  }

  @Test
  void shouldSayThatNumbersDiffer() throws InvalidModelException {
    assertThat(model(OF_INPUT, LAST).continuous().assumptions())
        .containsExactly(
            "Window continuous: states go on through the stream, so that the numbers differ from"
                + " those of the windows that the model was trained on: trained frames=10");
    assertThat(model(OF_INPUT, LAST).assumptions()).isEmpty();
  }

  @Test
  void shouldTakeTheWindowOfTheModelForItsTrainedLength() throws InvalidModelException {
    Model windowed =
        new Model(
            "m",
            "1",
            OptionalInt.empty(),
            Optional.of(new Window(7, 2)),
            NetworkGraph.sequence(CHANNELS, List.of(OF_INPUT, LAST), "out"));

    assertThat(windowed.continuous().inputFrames()).hasValue(7);
    assertThat(windowed.continuous().window()).isEmpty();
  }

  @Test
  void shouldRefuseOtherModels() {
    assertRefused(
        "a layer reads windows backwards; run it in windows: layer=back, type=TimeReversal",
        new TimeReversal("back"),
        OF_INPUT,
        LAST);
    assertRefused(
        "a layer needs all frames of a window; run it in windows: layer=mean,"
            + " type=GlobalAveragePooling1D",
        OF_INPUT,
        TimeCollapse.of("mean", TimeCollapse.Kind.AVERAGE));
    assertRefused(
        "a layer needs all frames of a window; run it in windows: layer=first, type=TimeStep",
        OF_INPUT,
        TimeCollapse.step("first", 0));
    assertRefused(
        "the last step is not that of a recurrent layer; run it in windows: layer=last,"
            + " type=TimeStep",
        CONVOLUTION,
        LAST);
    assertRefused("its outputs keep time already: leave the window out", OF_INPUT);
  }

  private static void assertRefused(String reason, Layer... layers) {
    assertThatThrownBy(() -> model(layers).continuous())
        .isInstanceOf(InvalidModelException.class)
        .hasMessage("model cannot run with window continuous, " + reason);
  }

  private static Model model(Layer... layers) {
    return new Model(
        "m",
        "1",
        OptionalInt.of(10),
        Optional.empty(),
        NetworkGraph.sequence(CHANNELS, List.of(layers), "out"));
  }

  private static float[][] rows(Network network, int frames) {
    float[] values = new float[frames * CHANNELS];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) Math.sin(i);
    }
    List<float[]> rows = new ArrayList<>();
    OutputSink sink =
        (output, frame, missing, results, from) ->
            rows.add(Arrays.copyOfRange(results, from, from + network.outputChannels()));
    var state = network.newState();
    var processor = network.newProcessor();
    processor.process(values, 0, frames, state, sink);
    processor.finish(state, sink);
    return rows.toArray(float[][]::new);
  }
}
