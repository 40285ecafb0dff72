/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models;

import static io.tapline.models.Models.tensor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tapline.network.function.Activation;
import io.tapline.network.function.Arithmetic;
import io.tapline.network.graph.NetworkGraph;
import io.tapline.network.layer.Layer;
import io.tapline.network.layer.LayerKind;
import io.tapline.network.layer.Padding;
import io.tapline.network.layer.Taps;
import io.tapline.network.layer.activation.ActivationLayer;
import io.tapline.network.layer.activation.Softmax;
import io.tapline.network.layer.convolution.Convolution;
import io.tapline.network.layer.merge.Merge;
import io.tapline.network.layer.pooling.Pooling;
import io.tapline.network.plan.LayerKinds;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Graphs in files: what goes in comes out. */
class GraphFileTest {
  private static final int GRAPHS = 3_000;

  @Test
  void shouldReadEveryGraphThatItWrote() throws IOException {
    Set<Class<?>> seen = new HashSet<>();
    for (long seed = 0; seed < GRAPHS; seed++) {
      Model model = RandomGraph.model(seed);
      model.graph().nodes().forEach(node -> seen.add(node.layer().getClass()));

      byte[] topology = ModelFile.topology(model, "weights.safetensors");
      Model read = parse(seed, topology, ModelFile.weights(model));

      assertThat(read.graph()).as("seed=%d", seed).isEqualTo(model.graph());
      assertThat(read.window()).as("seed=%d", seed).isEqualTo(model.window());
      assertThat(read.inputFrames()).as("seed=%d", seed).isEqualTo(model.inputFrames());
      assertThat(ModelFile.topology(read, "weights.safetensors"))
          .as("seed=%d", seed)
          .isEqualTo(topology);
    }
    assertThat(seen)
        .as("classes of layers in the graphs")
        .containsExactlyInAnyOrderElementsOf(
            LayerKinds.ALL.rows().stream().map(LayerKind::layerType).toList());
  }

  private static Model parse(long seed, byte[] topology, byte[] weights) {
    try {
      return ModelFile.parse(topology, weights);
    } catch (IOException e) {
      throw new AssertionError(
          "a graph was not read back: seed="
              + seed
              + "\n"
              + new String(topology, StandardCharsets.UTF_8),
          e);
    }
  }

  @Test
  void shouldWriteTheBytesOfGraphs() throws IOException {
    assertThat(ModelFile.topology(GoldenGraph.model(), "every-graph.safetensors"))
        .asString(StandardCharsets.UTF_8)
        .isEqualTo(new String(GoldenGraph.topology(), StandardCharsets.UTF_8));
    assertThat(ModelFile.weights(GoldenGraph.model())).isEqualTo(GoldenGraph.weights());
  }

  @Test
  void shouldReadTheBytesOfGraphs() throws IOException {
    Model read = ModelFile.parse(GoldenGraph.topology(), GoldenGraph.weights());

    assertThat(read.graph()).isEqualTo(GoldenGraph.model().graph());
    assertThat(read.window()).isEqualTo(GoldenGraph.model().window());
    assertThat(read.outputNames()).containsExactly("scores", "classes", "last");
    assertThat(read.outputNames()).first().isEqualTo("scores");
  }

  @Test
  void shouldWriteLayersBelowWhatTheyRead() throws IOException {
    NetworkGraph.Builder graph = NetworkGraph.builder(2);
    graph.add(new Merge("sum", Arithmetic.ADD), "relu", "abs");
    graph.add(new ActivationLayer("abs", Activation.ABS), "relu");
    graph.add(new ActivationLayer("relu", Activation.RELU), NetworkGraph.INPUT);
    Model model = Model.of("backwards", "1", graph.output("features", "sum").build());

    byte[] topology = ModelFile.topology(model, "w.safetensors");

    assertThat(topology)
        .asString(StandardCharsets.UTF_8)
        .endsWith(
            """
            output: features
            weights: w.safetensors
            layers:
              - {type: activation, name: relu, activation: relu}
              - {type: activation, name: abs, activation: abs}
              - {type: add, name: sum, inputs: [relu, abs]}
            """);
    assertThat(ModelFile.parse(topology, ModelFile.weights(model)).graph().nodes())
        .containsExactlyInAnyOrderElementsOf(model.graph().nodes());
  }

  @Test
  void shouldRefuseToWriteCircles() {
    NetworkGraph.Builder graph = NetworkGraph.builder(2);
    graph.add(new Softmax("a", false), "b");
    graph.add(new Softmax("b", false), "a");
    Model model = Model.of("circle", "1", graph.output("features", "a").build());

    assertThatThrownBy(() -> ModelFile.topology(model, "w.safetensors"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("layers read each other in a circle, or what is not there: layers=[a, b]");
  }

  @Test
  void shouldTakeDenseForAPointwiseConvolution() throws IOException {
    Model model =
        Models.of(
            "layers: [{type: dense, name: head, units: 3}]",
            tensor("head.kernel", 2, 3),
            tensor("head.bias", 3));

    assertThat(layers(model))
        .containsExactly(
            Convolution.pointwise("head").filters(3).kernel(new float[6]).bias(0, 0, 0).build());
  }

  @Test
  void shouldTakeTheDefaultsOfPoolingAndOfConvolution() throws IOException {
    Model model =
        Models.of(
            """
            layers:
              - {type: conv1d, name: conv, filters: 4}
              - {type: max-pooling, name: pool}
            """,
            tensor("conv.kernel", 3, 2, 4),
            tensor("conv.bias", 4));

    assertThat(layers(model).get(0).taps()).isEqualTo(new Taps(3, 1, 1, Padding.SAME));
    assertThat(layers(model).get(1))
        .isEqualTo(new Pooling("pool", Pooling.Kind.MAX, new Taps(2, 2, 1, Padding.VALID), false));
  }

  private static List<Layer> layers(Model model) {
    return model.graph().nodes().stream().map(NetworkGraph.Node::layer).toList();
  }
}
