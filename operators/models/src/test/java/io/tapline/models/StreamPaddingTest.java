/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapline.network.Network;
import io.tapline.network.NetworkProcessor;
import io.tapline.network.NetworkState;
import io.tapline.network.graph.NetworkGraph;
import io.tapline.network.graph.Window;
import io.tapline.network.layer.Layer;
import io.tapline.network.layer.Padding;
import io.tapline.network.layer.Taps;
import io.tapline.network.layer.convolution.Convolution;
import io.tapline.network.layer.pooling.Pooling;
import io.tapline.network.run.OutputSink;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** A stream pads {@code same} with a stride as the declared length does, else as its multiples. */
class StreamPaddingTest {
  private static final Layer CONVOLUTION =
      Convolution.named("conv")
          .filters(1)
          .kernelSize(3)
          .stride(2)
          .padding(Padding.SAME)
          .kernel(new float[] {100f, 10f, 1f})
          .build();
  private static final Layer POOLING =
      new Pooling("max", Pooling.Kind.MAX, new Taps(3, 2, 1, Padding.SAME), false);

  @Test
  void shouldPadAsMultiplesOfTheStrideWhereTheLengthIsOpen() {
    Model model = model(OptionalInt.empty(), CONVOLUTION);

    assertThat(outputs(model.network(), 1, 2, 3, 4)).containsExactly(123f, 340f);
    assertThat(model.assumptions())
        .containsExactly(
            "Layer \"conv\" pads as for lengths that are a multiple of 2 frames of its input");
  }

  @Test
  void shouldPadAsTheDeclaredLength() {
    Model model = model(OptionalInt.of(5), CONVOLUTION, POOLING);

    // Three frames from five; these have one zero at each side again.
    assertThat(outputs(model.network(), 1, 2, 3, 4, 5)).containsExactly(234f, 450f);
    assertThat(model.assumptions()).isEmpty();
  }

  @Test
  void shouldLeaveWindowsTheirOwnLength() {
    Model model =
        new Model(
            "m",
            "1",
            OptionalInt.of(5),
            Optional.of(new Window(4, 4)),
            NetworkGraph.sequence(1, List.of(CONVOLUTION), "out"));

    assertThat(outputs(model.network(), 1, 2, 3, 4)).containsExactly(123f, 340f);
    assertThat(model.assumptions()).isEmpty();
  }

  private static Model model(OptionalInt declared, Layer... layers) {
    return new Model(
        "m", "1", declared, Optional.empty(), NetworkGraph.sequence(1, List.of(layers), "out"));
  }

  private static List<Float> outputs(Network network, float... frames) {
    List<Float> outputs = new ArrayList<>();
    OutputSink sink =
        (output, frame, missing, values, from) -> {
          for (int i = 0; i < network.outputChannels(); i++) {
            outputs.add(values[from + i]);
          }
        };
    NetworkProcessor processor = network.newProcessor();
    NetworkState state = network.newState();
    processor.process(frames, 0, frames.length, state, sink);
    processor.finish(state, sink);
    return outputs;
  }
}
