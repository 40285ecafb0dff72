/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.graph;

import static io.tapline.network.graph.ByHand.frame;
import static io.tapline.network.graph.ByHand.rows;
import static io.tapline.network.graph.ByHand.series;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tapline.network.function.Activation;
import io.tapline.network.function.Arithmetic;
import io.tapline.network.function.Reduction;
import io.tapline.network.layer.Layer;
import io.tapline.network.layer.Weights;
import io.tapline.network.layer.activation.ActivationLayer;
import io.tapline.network.layer.activation.ParametricRelu;
import io.tapline.network.layer.activation.Softmax;
import io.tapline.network.layer.merge.ConstantArithmetic;
import io.tapline.network.layer.normalization.BatchNormalization;
import io.tapline.network.layer.normalization.LayerNormalization;
import io.tapline.network.layer.shape.ChannelReduction;
import io.tapline.network.layer.shape.ChannelSelection;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Layers that see single frames, by hand. */
class OfflinePointsTest {

  @Test
  void shouldNormalizeByTheStatisticsOfTraining() {
    Layer layer =
        new BatchNormalization(
            "b",
            Weights.of(10, 1),
            Weights.of(0.5f, 0),
            Weights.of(1, 0),
            Weights.of(3, 8),
            1,
            true);
    assertThat(rows(layer, frame(3, 6))).containsExactly(frame(10.5, 2));
  }

  @Test
  void shouldNormalizeByTheFrameItself() {
    Layer layer = new LayerNormalization("l", Weights.of(2, 4), Weights.of(10, 20), 3, true);
    assertThat(rows(layer, frame(1, 3))).containsExactly(frame(9, 22));
    Layer plain = new LayerNormalization("l", Weights.none(), Weights.none(), 3, true);
    assertThat(rows(plain, frame(1, 3))).containsExactly(frame(-0.5, 0.5));
  }

  @Test
  void shouldScaleNegativeValuesByAlpha() {
    assertThat(rows(new ParametricRelu("p", Weights.of(0.5f, 9), true), frame(-2, 3)))
        .containsExactly(frame(-1, 3));
    assertThat(rows(new ParametricRelu("p", Weights.of(0.5f), true), frame(-2, -4)))
        .containsExactly(frame(-1, -2));
  }

  @Test
  void shouldActivateAsDefined() {
    assertThat(activated(Activation.elu(2), -1, 3)).containsExactly(2 * (1 / Math.E - 1), 3);
    assertThat(activated(Activation.clip(-1, 2), -3, 1, 4)).containsExactly(-1, 1, 2);
    assertThat(activated(Activation.leakyRelu(0.5f), -4, 4)).containsExactly(-2, 4);
    assertThat(activated(Activation.thresholdedRelu(2), 2, 3)).containsExactly(0, 3);
    assertThat(activated(Activation.shrink(1, 0.5f), -3, 1, 3)).containsExactly(-2.5, 0, 2.5);
    assertThat(activated(Activation.selu(3, 2), 1)).containsExactly(2);
    assertThat(activated(Activation.hardSigmoid(0.25f, 0.5f), -9, 1, 9))
        .containsExactly(0, 0.75, 1);
    assertThat(activated(Activation.HARD_SWISH, -4, 3, 1)).containsExactly(-0.0, 3, 2 / 3.0);
    assertThat(activated(Activation.SOFTSIGN, -1, 3)).containsExactly(-0.5, 0.75);
    assertThat(activated(Activation.SQUARE, -3)).containsExactly(9);
    assertThat(activated(Activation.RECIPROCAL, -4)).containsExactly(-0.25);
    assertThat(activated(Activation.power(2), 3)).containsExactly(9);
    assertThat(activated(Activation.NEGATE, 3)).containsExactly(-3);
  }

  /** Figures of tables, to the digits there: e^−1, ln 2, Φ(1) = 0.841345, erf(1) = 0.842701. */
  @Test
  void shouldActivateAsTabulated() {
    assertThat(activated(Activation.celu(2), -2))
        .containsExactly(new double[] {2 * (0.36787944 - 1)}, within(1e-6));
    assertThat(activated(Activation.selu(3, 2), -1))
        .containsExactly(new double[] {6 * (0.36787944 - 1)}, within(1e-6));
    assertThat(activated(Activation.SIGMOID, 1))
        .containsExactly(new double[] {0.731059}, within(1e-6));
    assertThat(activated(Activation.SILU, 1))
        .containsExactly(new double[] {0.731059}, within(1e-6));
    assertThat(activated(Activation.swish(2), 0.5))
        .containsExactly(new double[] {0.365529}, within(1e-6));
    assertThat(activated(Activation.SOFTPLUS, 0))
        .containsExactly(new double[] {0.693147}, within(1e-6));
    assertThat(activated(Activation.GELU, 1))
        .containsExactly(new double[] {0.841345}, within(1e-6));
    assertThat(activated(Activation.GELU_TANH, 1))
        .containsExactly(new double[] {0.841192}, within(1e-6));
    assertThat(activated(Activation.MISH, 1))
        .containsExactly(new double[] {0.865098}, within(1e-6));
    assertThat(activated(Activation.ERF, 1)).containsExactly(new double[] {0.842701}, within(1e-6));
    assertThat(activated(Activation.ERF, -0.5))
        .containsExactly(new double[] {-0.520500}, within(1e-6));
    assertThat(activated(Activation.ERF, 5)).containsExactly(new double[] {1}, within(1e-6));
    assertThat(activated(Activation.EXP, -1))
        .containsExactly(new double[] {0.367879}, within(1e-6));
    assertThat(activated(Activation.LOG, 2)).containsExactly(new double[] {0.693147}, within(1e-6));
  }

  private static double[] activated(Activation activation, double... x) {
    return series(new ActivationLayer("a", activation), x);
  }

  @Test
  void shouldGiveSharesOfOne() {
    double[] softmax = rows(new Softmax("s", false), frame(0, Math.log(3))).get(0);
    assertThat(softmax).containsExactly(new double[] {0.25, 0.75}, within(1e-15));
    double[] logarithm = rows(new Softmax("s", true), frame(1000, 1000 + Math.log(3))).get(0);
    assertThat(logarithm)
        .containsExactly(new double[] {Math.log(0.25), Math.log(0.75)}, within(1e-12));
  }

  @Test
  void shouldReckonWithConstants() {
    assertThat(rows(constant(Arithmetic.SUBTRACT, false, 1, 2), frame(5, 5)))
        .containsExactly(frame(4, 3));
    assertThat(rows(constant(Arithmetic.SUBTRACT, true, 1, 2), frame(5, 5)))
        .containsExactly(frame(-4, -3));
    assertThat(rows(constant(Arithmetic.DIVIDE, true, 6), frame(2, 3)))
        .containsExactly(frame(3, 2));
    assertThat(rows(constant(Arithmetic.MULTIPLY, false, 1, 2, 3), frame(5)))
        .containsExactly(frame(5, 10, 15));
    assertThat(rows(constant(Arithmetic.MAXIMUM, false, 4), frame(5, 3)))
        .containsExactly(frame(5, 4));
  }

  @Test
  void shouldTakeChannelsInAnyOrder() {
    assertThat(rows(new ChannelSelection("s", List.of(2, 0, 0)), frame(7, 8, 9)))
        .containsExactly(frame(9, 7, 7));
  }

  @Test
  void shouldMakeOneChannelOfAll() {
    assertThat(rows(new ChannelReduction("r", Reduction.AVERAGE), frame(1, 2, 6)))
        .containsExactly(frame(3));
    assertThat(rows(new ChannelReduction("r", Reduction.SUM), frame(1, 2, 6)))
        .containsExactly(frame(9));
    assertThat(rows(new ChannelReduction("r", Reduction.MAX), frame(-1, -2)))
        .containsExactly(frame(-1));
    assertThat(rows(new ChannelReduction("r", Reduction.MIN), frame(-1, -2)))
        .containsExactly(frame(-2));
  }

  private static Layer constant(Arithmetic operation, boolean first, float... constants) {
    return new ConstantArithmetic("c", operation, Weights.of(constants), first, true);
  }
}
