/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tapline.network.function.Activation;
import io.tapline.network.graph.NetworkGraph;
import io.tapline.network.layer.Layer;
import io.tapline.network.layer.activation.ActivationLayer;
import io.tapline.network.layer.convolution.Convolution;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Activations in a topology: read as they were written, and told what is wrong with them. */
class ActivationFileTest {

  @Test
  void shouldReadEveryActivationAsItWasWritten() throws IOException {
    List<Layer> layers = new ArrayList<>();
    for (Activation.Kind kind : Activation.Kind.values()) {
      float[] parameters = new float[kind.parameters().size()];
      for (int i = 0; i < parameters.length; i++) {
        parameters[i] = -1.0000001e-3f - i;
      }
      Activation activation = Activation.of(kind, parameters);
      layers.add(new ActivationLayer("layer-" + kind.label(), activation));
      layers.add(
          Convolution.pointwise("conv-" + kind.label())
              .filters(1)
              .kernel(1f)
              .activation(activation)
              .build());
    }
    layers.add(new ActivationLayer("bounds", Activation.clip(-Float.MAX_VALUE, Float.MAX_VALUE)));
    layers.add(new ActivationLayer("least", Activation.leakyRelu(Float.MIN_VALUE)));
    Model model = Model.of("m", "1", NetworkGraph.sequence(1, layers, "o"));

    Model read = ModelFile.parse(ModelFile.topology(model, "w"), ModelFile.weights(model));

    assertThat(read.graph()).isEqualTo(model.graph());
    assertThat(read.network().fingerprint()).isEqualTo(model.network().fingerprint());
  }

  @Test
  void shouldTakeTheUsualParameters() throws IOException {
    assertThat(activation("elu")).isEqualTo(Activation.elu(1f));
    assertThat(activation("leaky-relu")).isEqualTo(Activation.leakyRelu(0.01f));
    assertThat(activation("selu")).isEqualTo(Activation.selu());
    assertThat(activation("swish")).isEqualTo(Activation.SILU);
    assertThat(activation("hard-sigmoid, beta: 0.25"))
        .isEqualTo(Activation.hardSigmoid(0.2f, 0.25f));
    assertThat(activation("clip, min: 0, max: 6")).isEqualTo(Activation.RELU6);
    assertThat(activation("clip, max: 1")).isEqualTo(Activation.clip(-Float.MAX_VALUE, 1f));
  }

  @Test
  void shouldListTheActivationsThatThereAre() {
    assertProblems(
        "gelu-exact",
        "activation is not known, write linear, relu, elu, tanh, sigmoid, abs, clip, leaky-relu,"
            + " thresholded-relu, shrink, selu, celu, hard-sigmoid, hard-swish, softsign, softplus,"
            + " swish, gelu, gelu-tanh, mish, exp, log, sqrt, negate, reciprocal, square, power, erf,"
            + " sign, floor, ceil, round, truncate, sin, cos, tan, asin, acos, atan, sinh, cosh,"
            + " asinh, acosh, atanh, log1p, expm1, is-nan or is-infinite: layer=a, got=gelu-exact");
  }

  @Test
  void shouldAskForWhatHasNoDefault() {
    assertProblems("power", "exponent of power is missing: layer=a");
  }

  @Test
  void shouldRefuseParametersOfOtherActivations() {
    assertProblems(
        "clip, alpha: 1",
        "key is not known: layer=a, key=alpha, known=[type, name, inputs, activation, min, max]");
  }

  @Test
  void shouldRefuseParametersThatAreNoNumbers() {
    assertProblems(
        "power, exponent: two", "exponent must be a finite number such as 0.001: layer=a, got=two");
  }

  private static Activation activation(String entries) throws IOException {
    Layer layer = parse(entries).graph().nodes().get(0).layer();
    return ((ActivationLayer) layer).activation();
  }

  private static void assertProblems(String entries, String... problems) {
    assertThatThrownBy(() -> parse(entries))
        .isInstanceOfSatisfying(
            InvalidModelException.class, e -> assertThat(e.problems()).containsExactly(problems));
  }

  private static Model parse(String entries) throws IOException {
    return Models.of("layers: [{type: activation, name: a, activation: " + entries + "}]");
  }
}
