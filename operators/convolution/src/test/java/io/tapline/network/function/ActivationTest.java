/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ActivationTest {

  @Test
  void shouldKnowItsParametersByName() {
    assertThat(Activation.RELU.parameters()).isEmpty();
    assertThat(Activation.elu(0.5f).parameters()).containsExactly(Map.entry("alpha", 0.5f));
    assertThat(Activation.clip(-1f, 6f).parameters())
        .containsExactly(Map.entry("min", -1f), Map.entry("max", 6f));
    assertThat(Activation.shrink(1.5f, 0.25f).parameters())
        .containsExactly(Map.entry("lambda", 1.5f), Map.entry("bias", 0.25f));
    assertThat(Activation.power(3f).parameters()).containsExactly(Map.entry("exponent", 3f));
  }

  @Test
  void shouldBeEqualToWhatComputesTheSame() {
    assertThat(Activation.RELU6).isEqualTo(Activation.clip(0f, 6f));
    assertThat(Activation.SILU).isEqualTo(Activation.swish(1f));
    assertThat(Activation.of(Activation.Kind.RELU)).isEqualTo(Activation.RELU);
  }

  /** ONNX writes them with twenty digits. */
  @Test
  void shouldTakeTheConstantsOfSelu() {
    assertThat(Activation.selu())
        .isEqualTo(Activation.selu(1.67326319217681884765625f, 1.05070102214813232421875f));
  }

  @Test
  void shouldRequireTheExponentOnly() {
    for (Activation.Kind kind : Activation.Kind.values()) {
      for (Activation.Parameter parameter : kind.parameters()) {
        assertThat(parameter.required()).as(kind.label()).isEqualTo(kind == Activation.Kind.POWER);
      }
    }
  }

  @Test
  void shouldRefuseParametersThatTheKindDoesNotTake() {
    assertThatThrownBy(() -> new Activation(Activation.Kind.RELU, 0.5f, 0f))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "parameters that the activation does not take must be alpha=1.0, beta=0.0:"
                + " activation=relu, takes=0, alpha=0.5, beta=0.0");
    assertThatThrownBy(() -> new Activation(Activation.Kind.LEAKY_RELU, 0.5f, 2f))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageEndingWith("activation=leaky-relu, takes=1, alpha=0.5, beta=2.0");
    assertThatThrownBy(() -> Activation.of(Activation.Kind.CLIP, 1f))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "number of parameters must fit the activation: activation=clip, expected=2, got=1");
  }
}
