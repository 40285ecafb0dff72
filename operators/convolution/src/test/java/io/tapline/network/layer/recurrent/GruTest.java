/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.layer.recurrent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.tapline.network.Network;
import io.tapline.network.graph.InvalidNetworkException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Two units by hand, whose hidden values depend on each other. */
class GruTest {
  private static final double[][] U_H = {{0.9, -0.8}, {0.7, 0.6}};

  @Test
  void shouldResetBeforeTheProductWithTheWeights() {
    double[] reset = {sigmoid(0.4) * 0.5, sigmoid(-0.4) * -1};
    double[] h = new double[2];
    for (int u = 0; u < 2; u++) {
      double a = Math.tanh(1.5 + reset[0] * U_H[0][u] + reset[1] * U_H[1][u]);
      double z = sigmoid(0.5);
      h[u] = z * (u == 0 ? 0.5 : -1) + (1 - z) * a;
    }
    assertThat(Recurrences.run(layer().resetAfter(false).build(), 1f))
        .usingComparatorWithPrecision(1e-6f)
        .containsExactly((float) h[0], (float) h[1]);
  }

  @Test
  void shouldResetAfterTheProductWithTheWeightsByDefault() {
    double[] h = new double[2];
    for (int u = 0; u < 2; u++) {
      double r = sigmoid(u == 0 ? 0.4 : -0.4);
      double a = Math.tanh(1.5 + r * (0.5 * U_H[0][u] - U_H[1][u] + 0.3));
      double z = sigmoid(0.5);
      h[u] = z * (u == 0 ? 0.5 : -1) + (1 - z) * a;
    }
    assertThat(Recurrences.run(layer().recurrentBias(0, 0, 0, 0, 0.3f, 0.3f).build(), 1f))
        .usingComparatorWithPrecision(1e-6f)
        .containsExactly((float) h[0], (float) h[1]);
  }

  @Test
  void shouldKeepItsHiddenVectorExactlyWhereTheUpdateGateIsOne() {
    float[] got =
        Recurrences.run(layer().bias(99, 99, 0, 0, 0, 0).build(), 1f, -2f, 3f, 0.1f, 0.7f);

    for (int t = 0; t < 5; t++) {
      assertThat(got[2 * t]).isEqualTo(0.5f);
      assertThat(got[2 * t + 1]).isEqualTo(-1f);
    }
  }

  @Test
  void shouldBoundWhatEntersItsActivations() {
    double z = sigmoid(0.25);
    double a = Math.tanh(0.25);
    assertThat(Recurrences.run(layer().clip(0.25f).build(), 1f)[0])
        .isCloseTo((float) (z * 0.5 + (1 - z) * a), within(1e-6f));
  }

  @Test
  void shouldCountTheParametersOfBothBiasesAsKerasDoes() {
    Gru layer =
        Gru.named("g")
            .units(64)
            .kernel(new float[15 * 192])
            .recurrent(new float[64 * 192])
            .bias(new float[192])
            .recurrentBias(new float[192])
            .build();

    assertThat(Network.compile(15, List.of(layer)).parameters().total())
        .isEqualTo((15 + 64 + 2) * 192);
  }

  @Test
  void shouldRefuseARecurrentBiasWhereItResetsBeforeTheProduct() {
    Gru layer = layer().resetAfter(false).recurrentBias(0, 0, 0, 0, 0, 0).build();

    assertThatThrownBy(() -> Network.compile(1, List.of(layer)))
        .isInstanceOf(InvalidNetworkException.class)
        .hasMessage(
            "recurrent bias is of layers that reset after the product: add it to the bias: layer=g");
  }

  private static Gru.Builder layer() {
    return Gru.named("g")
        .units(2)
        .kernel(0.5f, 0.5f, 0.4f, -0.4f, 1.5f, 1.5f)
        .recurrent(0, 0, 0, 0, 0.9f, -0.8f, 0, 0, 0, 0, 0.7f, 0.6f)
        .initialHidden(0.5f, -1f);
  }

  private static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }
}
