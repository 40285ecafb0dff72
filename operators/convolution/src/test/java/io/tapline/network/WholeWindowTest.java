/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tapline.network.function.Activation;
import io.tapline.network.graph.InvalidNetworkException;
import io.tapline.network.graph.NetworkGraph;
import io.tapline.network.graph.Window;
import io.tapline.network.layer.Execution;
import io.tapline.network.layer.Layer;
import io.tapline.network.layer.collapse.TimeCollapse;
import io.tapline.network.layer.recurrent.SimpleRnn;
import io.tapline.network.layer.shape.TimeReversal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Layers each of whose outputs depends on all frames of a window. */
class WholeWindowTest {

  @Test
  void shouldComputeEachWindowAnew() {
    Network network = Network.compile(sequence(new TimeReversal("turned")), new Window(3, 2));
    List<String> outputs = new ArrayList<>();

    network
        .newProcessor()
        .process(
            new float[] {1, 2, 3, 4, 5, 6},
            0,
            6,
            network.newState(),
            (output, frame, missing, values, offset) ->
                outputs.add(
                    frame + " " + Arrays.toString(Arrays.copyOfRange(values, offset, offset + 3))));

    assertThat(outputs).containsExactly("2 [3.0, 2.0, 1.0]", "4 [5.0, 4.0, 3.0]");
    assertThat(network.layers().get(0).execution()).isEqualTo(Execution.RECOMPUTED);
  }

  @Test
  void shouldRefuseAStream() {
    assertThatThrownBy(() -> Network.compile(sequence(new TimeReversal("turned"))))
        .isInstanceOf(InvalidNetworkException.class)
        .hasMessage(
            "layer needs whole windows, so the network does; give their size and hop:"
                + " layer=turned");
  }

  @Test
  void shouldRefuseWhatIsLeftOfAWindow() {
    NetworkGraph graph = sequence(TimeCollapse.step("last", -1), new TimeReversal("turned"));

    assertThatThrownBy(() -> Network.compile(graph, new Window(3, 2)))
        .isInstanceOf(InvalidNetworkException.class)
        .hasMessage(
            "time was collapsed before this layer, which needs it: layer=turned, type=TimeReversal");
  }

  @Test
  void shouldLetARecurrentLayerGoBackwards() {
    SimpleRnn sum =
        SimpleRnn.named("sum")
            .units(1)
            .kernel(1)
            .recurrent(1)
            .activation(Activation.LINEAR)
            .build();
    Network network =
        Network.compile(
            sequence(new TimeReversal("turned"), sum, new TimeReversal("back")), new Window(3, 1));
    List<String> outputs = new ArrayList<>();

    network
        .newProcessor()
        .process(
            new float[] {1, 2, 3, 4},
            0,
            4,
            network.newState(),
            (output, frame, missing, values, offset) ->
                outputs.add(Arrays.toString(Arrays.copyOfRange(values, offset, offset + 3))));

    assertThat(outputs).containsExactly("[6.0, 5.0, 3.0]", "[9.0, 7.0, 4.0]");
  }

  private static NetworkGraph sequence(Layer... layers) {
    return NetworkGraph.sequence(1, List.of(layers), "output");
  }
}
