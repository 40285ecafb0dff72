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
import io.tapline.network.layer.collapse.Repetition;
import io.tapline.network.layer.collapse.TimeCollapse;
import io.tapline.network.layer.convolution.Convolution;
import io.tapline.network.layer.recurrent.SimpleRnn;
import io.tapline.network.plan.NetworkLayer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Windows that collapse to one frame, which becomes frames again. */
class RepetitionTest {
  private final TimeCollapse last = TimeCollapse.step("last", -1);
  private final Layer twice = Convolution.pointwise("twice").filters(1).kernel(2).build();
  private final Layer sum =
      SimpleRnn.named("sum").units(1).kernel(1).recurrent(1).activation(Activation.LINEAR).build();

  @Test
  void shouldGiveTheFramesThatADecoderMakesOfEachWindow() {
    NetworkGraph graph = sequence(last, twice, new Repetition("repeat", 4), sum);
    Network network = Network.compile(graph, new Window(3, 2));

    assertThat(run(network, 1, 2, 3, 4, 5))
        .containsExactly("0 2 [6.0, 12.0, 18.0, 24.0]", "0 4 [10.0, 20.0, 30.0, 40.0]");
    assertThat(network.layers())
        .extracting(NetworkLayer::execution)
        .containsExactly(
            Execution.WITHIN_WINDOW,
            Execution.WITHIN_WINDOW,
            Execution.RECOMPUTED,
            Execution.RECOMPUTED,
            Execution.PER_WINDOW);
  }

  @Test
  void shouldGiveWhatIsLeftOfAWindowBesideWhatIsMadeOfIt() {
    NetworkGraph.Builder graph = NetworkGraph.builder(1);
    String code = graph.add(twice, graph.add(last, NetworkGraph.INPUT));
    String decoded = graph.add(sum, graph.add(new Repetition("repeat", 3), code));
    String mean = graph.add(TimeCollapse.of("mean", TimeCollapse.Kind.AVERAGE), decoded);
    String max = graph.add(TimeCollapse.of("max", TimeCollapse.Kind.MAX), NetworkGraph.INPUT);
    Network network =
        Network.compile(
            graph.output("code", code).output("mean", mean).output("max", max).build(),
            new Window(2, 1));

    assertThat(run(network, 1, 5, 3))
        .containsExactly(
            "0 1 [10.0]", "1 1 [20.0]", "2 1 [5.0]", "0 2 [6.0]", "1 2 [12.0]", "2 2 [5.0]");
  }

  @Test
  void shouldRefuseAStream() {
    assertThatThrownBy(() -> Network.compile(sequence(new Repetition("repeat", 3))))
        .isInstanceOf(InvalidNetworkException.class)
        .hasMessage(
            "layer repeats what is left of a window, so the network needs windows; give their size"
                + " and hop: layer=repeat");
  }

  @Test
  void shouldRefuseToRepeatAStreamOfFrames() {
    assertThatThrownBy(
            () -> Network.compile(sequence(new Repetition("repeat", 3)), new Window(4, 1)))
        .isInstanceOf(InvalidNetworkException.class)
        .hasMessage(
            "layer repeats one frame of a window, so time must be collapsed before it:"
                + " layer=repeat, frames=4");
  }

  @Test
  void shouldRefuseACountBelowOne() {
    assertThatThrownBy(
            () -> Network.compile(sequence(last, new Repetition("repeat", 0)), new Window(4, 1)))
        .isInstanceOf(InvalidNetworkException.class)
        .hasMessage("count must be at least 1: layer=repeat, got=0");
  }

  @Test
  void shouldRefuseAStepBeyondTheOneFrameThatIsLeft() {
    NetworkGraph graph = sequence(last, TimeCollapse.step("second", 1));

    assertThatThrownBy(() -> Network.compile(graph, new Window(4, 1)))
        .isInstanceOf(InvalidNetworkException.class)
        .hasMessage("time step does not exist in the window: layer=second, frames=1, step=1");
  }

  private static List<String> run(Network network, float... frames) {
    List<String> outputs = new ArrayList<>();
    network
        .newProcessor()
        .process(
            frames,
            0,
            frames.length,
            network.newState(),
            (output, frame, missing, values, offset) -> {
              int channels = network.outputs().get(output).channels();
              float[] copy = Arrays.copyOfRange(values, offset, offset + channels);
              outputs.add(output + " " + frame + " " + Arrays.toString(copy));
            });
    return outputs;
  }

  private static NetworkGraph sequence(Layer... layers) {
    return NetworkGraph.sequence(1, List.of(layers), "output");
  }
}
