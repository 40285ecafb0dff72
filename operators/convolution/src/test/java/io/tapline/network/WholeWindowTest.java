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
import io.tapline.network.layer.Execution;
import io.tapline.network.layer.Layer;
import io.tapline.network.layer.collapse.TimeCollapse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Layers each of whose outputs depends on all frames of a window. */
class WholeWindowTest {

  @Test
  void shouldComputeEachWindowAnew() {
    Network network = Backwards.compile(sequence(new Backwards("turned")), new Window(3, 2));
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
    assertThatThrownBy(() -> Backwards.compile(sequence(new Backwards("turned")), null))
        .isInstanceOf(InvalidNetworkException.class)
        .hasMessage(
            "layer needs whole windows, so the network does; give their size and hop:"
                + " layer=turned");
  }

  @Test
  void shouldRefuseWhatIsLeftOfAWindow() {
    NetworkGraph graph = sequence(TimeCollapse.step("last", -1), new Backwards("turned"));

    assertThatThrownBy(() -> Backwards.compile(graph, new Window(3, 2)))
        .isInstanceOf(InvalidNetworkException.class)
        .hasMessage(
            "time was collapsed before this layer, which needs it: layer=turned, type=Backwards");
  }

  private static NetworkGraph sequence(Layer... layers) {
    return NetworkGraph.sequence(1, List.of(layers), "output");
  }
}
