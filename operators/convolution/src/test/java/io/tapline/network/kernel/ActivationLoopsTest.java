/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapline.network.ActivationReference;
import io.tapline.network.function.Activation;
import io.tapline.network.function.Activation.Kind;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;

class ActivationLoopsTest {
  private static final long SEED = 20261121;
  private static final float INF = Float.POSITIVE_INFINITY;

  /** What is rounded once: half a unit, and what float64 left over. */
  private static final double ONCE = 0.51;

  /**
   * An activation, and what it may differ from its definition.
   *
   * @param ulp in units in the last place of the exact result, subnormal results too
   */
  private record Bound(Activation activation, double ulp) {}

  private static final List<Bound> BOUNDS =
      List.of(
          new Bound(Activation.LINEAR, 0),
          new Bound(Activation.RELU, 0),
          new Bound(Activation.RELU6, 0),
          new Bound(Activation.clip(-Float.MAX_VALUE, 1f), 0),
          new Bound(Activation.clip(2f, -2f), 0),
          new Bound(Activation.leakyRelu(0.01f), ONCE),
          new Bound(Activation.thresholdedRelu(1f), 0),
          new Bound(Activation.thresholdedRelu(-1f), 0),
          new Bound(Activation.shrink(0.5f, 0f), ONCE),
          new Bound(Activation.shrink(1.5f, 0.7f), ONCE),
          new Bound(Activation.shrink(-1f, 0.7f), ONCE),
          new Bound(Activation.hardSigmoid(0.2f, 0.5f), ONCE),
          new Bound(Activation.hardSigmoid(1f / 6f, 0.5f), ONCE),
          new Bound(Activation.HARD_SWISH, 2.5),
          new Bound(Activation.ABS, 0),
          new Bound(Activation.NEGATE, 0),
          new Bound(Activation.RECIPROCAL, ONCE),
          new Bound(Activation.SQUARE, ONCE),
          new Bound(Activation.SQRT, ONCE),
          new Bound(Activation.elu(1f), 2.5),
          new Bound(Activation.elu(0.3f), 3.5),
          new Bound(Activation.selu(), 4),
          new Bound(Activation.celu(1f), 2.5),
          new Bound(Activation.celu(0.3f), 4),
          new Bound(Activation.celu(7f), 4),
          new Bound(Activation.TANH, 3),
          new Bound(Activation.SIGMOID, 3),
          new Bound(Activation.SOFTSIGN, 1.5),
          new Bound(Activation.EXP, 1),
          new Bound(Activation.SOFTPLUS, ONCE),
          new Bound(Activation.SILU, ONCE),
          new Bound(Activation.swish(1.702f), ONCE),
          new Bound(Activation.swish(-0.3f), ONCE),
          new Bound(Activation.GELU, ONCE),
          new Bound(Activation.GELU_TANH, ONCE),
          new Bound(Activation.MISH, ONCE),
          new Bound(Activation.LOG, ONCE),
          new Bound(Activation.ERF, ONCE),
          new Bound(Activation.power(2f), ONCE),
          new Bound(Activation.power(3f), ONCE),
          new Bound(Activation.power(0.5f), ONCE),
          new Bound(Activation.power(-1f), ONCE),
          new Bound(Activation.power(-2.7f), ONCE),
          new Bound(Activation.power(0f), 0),
          new Bound(Activation.power(20f), ONCE),
          new Bound(Activation.power(0x1p24f), ONCE),
          new Bound(Activation.of(Activation.Kind.SIGN), 0),
          new Bound(Activation.of(Activation.Kind.FLOOR), 0),
          new Bound(Activation.of(Activation.Kind.CEIL), 0),
          new Bound(Activation.of(Activation.Kind.ROUND), 0),
          new Bound(Activation.of(Activation.Kind.TRUNCATE), 0),
          new Bound(Activation.of(Activation.Kind.IS_NAN), 0),
          new Bound(Activation.of(Activation.Kind.SIN), ONCE),
          new Bound(Activation.of(Activation.Kind.COS), ONCE),
          new Bound(Activation.of(Activation.Kind.TAN), ONCE),
          new Bound(Activation.of(Activation.Kind.ASIN), ONCE),
          new Bound(Activation.of(Activation.Kind.ACOS), ONCE),
          new Bound(Activation.of(Activation.Kind.ATAN), ONCE),
          new Bound(Activation.of(Activation.Kind.SINH), ONCE),
          new Bound(Activation.of(Activation.Kind.COSH), ONCE),
          new Bound(Activation.of(Activation.Kind.ASINH), ONCE),
          new Bound(Activation.of(Activation.Kind.ACOSH), ONCE),
          new Bound(Activation.of(Activation.Kind.ATANH), ONCE),
          new Bound(Activation.of(Activation.Kind.LOG1P), ONCE),
          new Bound(Activation.of(Activation.Kind.EXPM1), ONCE),
          new Bound(Activation.of(Activation.Kind.IS_INFINITE, 1f, 1f), 0));

  @Test
  void shouldStayWithinTheBoundOfItsDefinition() {
    float[] inputs = inputs();
    for (Bound bound : BOUNDS) {
      float[] values = inputs.clone();
      ActivationLoops.apply(bound.activation(), values, 0, values.length);
      int worst = 0;
      double error = 0;
      for (int i = 0; i < values.length; i++) {
        double got = error(values[i], ActivationReference.of(bound.activation(), inputs[i]));
        if (!(got <= error)) {
          worst = i;
          error = got;
        }
      }
      assertThat(error)
          .as(
              "seed=%d, %s: error in ulp at %s, got %s",
              SEED, bound.activation(), inputs[worst], values[worst])
          .isLessThanOrEqualTo(bound.ulp());
    }
  }

  @Test
  void shouldHaveABoundForEveryKind() {
    assertThat(BOUNDS.stream().map(bound -> bound.activation().kind()).collect(Collectors.toSet()))
        .containsExactlyInAnyOrder(Activation.Kind.values());
  }

  /** All that rise but tanh: its last bits waver where it is next to ±1. */
  @Test
  void shouldNeverFallWhereTheFunctionRises() {
    List<Activation> rising =
        List.of(
            Activation.RELU,
            Activation.RELU6,
            Activation.leakyRelu(0.01f),
            Activation.shrink(1.5f, 0.7f),
            Activation.hardSigmoid(0.2f, 0.5f),
            Activation.elu(0.5f),
            Activation.selu(),
            Activation.celu(0.5f),
            Activation.SIGMOID,
            Activation.SOFTSIGN,
            Activation.SOFTPLUS,
            Activation.EXP,
            Activation.ERF,
            Activation.power(3f));
    float[] inputs = new float[400_000];
    for (int i = 0; i < inputs.length; i++) {
      inputs[i] = (i - inputs.length / 2) * 6e-4f;
    }
    for (Activation activation : rising) {
      float[] values = inputs.clone();
      ActivationLoops.apply(activation, values, 0, values.length);
      for (int i = 1; i < values.length; i++) {
        assertThat(values[i] >= values[i - 1]).as("%s at %s", activation, inputs[i]).isTrue();
      }
    }
  }

  @Test
  void shouldTakeTheLimitsAtInfinity() {
    assertLimits(Activation.LINEAR, -INF, INF);
    assertLimits(Activation.RELU, 0f, INF);
    assertLimits(Activation.RELU6, 0f, 6f);
    assertLimits(Activation.clip(-Float.MAX_VALUE, 1f), -Float.MAX_VALUE, 1f);
    assertLimits(Activation.leakyRelu(0.01f), -INF, INF);
    assertLimits(Activation.thresholdedRelu(1f), 0f, INF);
    assertLimits(Activation.shrink(1f, 2f), -INF, INF);
    assertLimits(Activation.hardSigmoid(0.2f, 0.5f), 0f, 1f);
    assertLimits(Activation.HARD_SWISH, 0f, INF);
    assertLimits(Activation.elu(0.5f), -0.5f, INF);
    assertLimits(Activation.selu(2f, 3f), -6f, INF);
    assertLimits(Activation.celu(0.5f), -0.5f, INF);
    assertLimits(Activation.TANH, -1f, 1f);
    assertLimits(Activation.SIGMOID, 0f, 1f);
    assertLimits(Activation.SOFTSIGN, -1f, 1f);
    assertLimits(Activation.SOFTPLUS, 0f, INF);
    assertLimits(Activation.SILU, 0f, INF);
    assertLimits(Activation.swish(-2f), -INF, 0f);
    assertLimits(Activation.GELU, 0f, INF);
    assertLimits(Activation.GELU_TANH, 0f, INF);
    assertLimits(Activation.MISH, 0f, INF);
    assertLimits(Activation.EXP, 0f, INF);
    assertLimits(Activation.LOG, Float.NaN, INF);
    assertLimits(Activation.SQRT, Float.NaN, INF);
    assertLimits(Activation.ABS, INF, INF);
    assertLimits(Activation.NEGATE, INF, -INF);
    assertLimits(Activation.RECIPROCAL, 0f, 0f);
    assertLimits(Activation.SQUARE, INF, INF);
    assertLimits(Activation.ERF, -1f, 1f);
    assertLimits(Activation.power(3f), -INF, INF);
    assertLimits(Activation.power(-2f), 0f, 0f);
    assertLimits(Activation.power(0f), 1f, 1f);
    assertLimits(Activation.power(0.5f), Float.NaN, INF);
    assertLimits(of(Kind.SIGN), -1f, 1f);
    assertLimits(of(Kind.FLOOR), -INF, INF);
    assertLimits(of(Kind.CEIL), -INF, INF);
    assertLimits(of(Kind.ROUND), -INF, INF);
    assertLimits(of(Kind.TRUNCATE), -INF, INF);
    assertLimits(of(Kind.SIN), Float.NaN, Float.NaN);
    assertLimits(of(Kind.COS), Float.NaN, Float.NaN);
    assertLimits(of(Kind.TAN), Float.NaN, Float.NaN);
    assertLimits(of(Kind.ASIN), Float.NaN, Float.NaN);
    assertLimits(of(Kind.ACOS), Float.NaN, Float.NaN);
    assertLimits(of(Kind.ATAN), (float) (-Math.PI / 2), (float) (Math.PI / 2));
    assertLimits(of(Kind.SINH), -INF, INF);
    assertLimits(of(Kind.COSH), INF, INF);
    assertLimits(of(Kind.ASINH), -INF, INF);
    assertLimits(of(Kind.ACOSH), Float.NaN, INF);
    assertLimits(of(Kind.ATANH), Float.NaN, Float.NaN);
    assertLimits(of(Kind.LOG1P), Float.NaN, INF);
    assertLimits(of(Kind.EXPM1), -1f, INF);
    assertLimits(Activation.of(Kind.IS_INFINITE, 1f, 1f), 1f, 1f);
    assertLimits(Activation.of(Kind.IS_INFINITE, 0f, 1f), 0f, 1f);
    assertLimits(Activation.of(Kind.IS_INFINITE, 1f, 0f), 1f, 0f);
    assertLimits(of(Kind.IS_NAN), 0f, 0f);
  }

  @Test
  void shouldHavePolesAtZero() {
    assertThat(of(Activation.LOG, 0f)).isEqualTo(-INF);
    assertThat(of(Activation.LOG, -0f)).isEqualTo(-INF);
    assertThat(of(Activation.LOG, -1f)).isNaN();
    assertThat(of(Activation.SQRT, -1f)).isNaN();
    assertThat(of(Activation.RECIPROCAL, -0f)).isEqualTo(-INF);
    assertThat(of(Activation.power(-1f), -0f)).isEqualTo(-INF);
    assertThat(of(Activation.power(-2f), -0f)).isEqualTo(INF);
    assertThat(of(Activation.power(0.5f), -0f)).isEqualTo(0f);
    assertThat(of(Activation.power(0.5f), -1f)).isNaN();
    assertThat(of(Activation.power(0f), 0f)).isEqualTo(1f);
    assertThat(of(Activation.power(0f), Float.NaN)).isNaN();
  }

  @Test
  void shouldLetNaNThroughWhateverTheParameters() {
    for (Bound bound : BOUNDS) {
      float expected =
          switch (bound.activation().kind()) {
            case IS_NAN -> 1f;
            case IS_INFINITE -> 0f;
            default -> Float.NaN;
          };
      assertThat(of(bound.activation(), Float.NaN))
          .as("%s", bound.activation())
          .isEqualTo((Float) expected);
    }
  }

  @Test
  void shouldRoundHalvesToTheEvenNumber() {
    assertThat(of(of(Kind.ROUND), 0.5f)).isEqualTo(0f);
    assertThat(of(of(Kind.ROUND), 1.5f)).isEqualTo(2f);
    assertThat(of(of(Kind.ROUND), 2.5f)).isEqualTo(2f);
    assertThat(of(of(Kind.ROUND), -2.5f)).isEqualTo(-2f);
    assertThat(of(of(Kind.TRUNCATE), -2.5f)).isEqualTo(-2f);
    assertThat(of(of(Kind.FLOOR), -2.5f)).isEqualTo(-3f);
    assertThat(of(of(Kind.CEIL), -2.5f)).isEqualTo(-2f);
  }

  @Test
  void shouldTouchNoValueAfterTheCount() {
    for (Bound bound : BOUNDS) {
      float[] values = {-3f, -3f, -3f};
      ActivationLoops.apply(bound.activation(), values, 0, 2);
      float expected = of(bound.activation(), -3f);
      assertThat(values).as("%s", bound.activation()).containsExactly(expected, expected, -3f);
    }
  }

  /** Outputs of all releases, on all machines: what these were at first. */
  @Test
  void shouldKeepItsBits() {
    assertThat(checksum(Activation.HARD_SWISH)).isEqualTo(2262769969L);
    assertThat(checksum(Activation.selu())).isEqualTo(342746904L);
    assertThat(checksum(Activation.celu(0.3f))).isEqualTo(1911683056L);
    assertThat(checksum(Activation.SOFTSIGN)).isEqualTo(576619657L);
    assertThat(checksum(Activation.SOFTPLUS)).isEqualTo(3162966249L);
    assertThat(checksum(Activation.SILU)).isEqualTo(1004389281L);
    assertThat(checksum(Activation.swish(1.702f))).isEqualTo(2235041236L);
    assertThat(checksum(Activation.GELU)).isEqualTo(2776159409L);
    assertThat(checksum(Activation.GELU_TANH)).isEqualTo(1717472509L);
    assertThat(checksum(Activation.MISH)).isEqualTo(3866630709L);
    assertThat(checksum(Activation.LOG)).isEqualTo(2536007752L);
    assertThat(checksum(Activation.ERF)).isEqualTo(2764343907L);
    assertThat(checksum(Activation.power(-2.7f))).isEqualTo(121934594L);
  }

  private static long checksum(Activation activation) {
    float[] values = new float[200_001];
    for (int i = 0; i < values.length; i++) {
      values[i] = (i - 100_000) * 1.1e-3f;
    }
    ActivationLoops.apply(activation, values, 0, values.length);
    CRC32 checksum = new CRC32();
    ByteBuffer bits = ByteBuffer.allocate(Float.BYTES);
    for (float value : values) {
      checksum.update(bits.putInt(0, Float.floatToIntBits(value)).array());
    }
    return checksum.getValue();
  }

  /** Every exponent with both signs and some fractions, dense where functions bend, random bits. */
  private static float[] inputs() {
    SplittableRandom random = new SplittableRandom(SEED);
    float[] inputs = new float[700_000];
    int n = 0;
    for (int exponent = 0; exponent < 255; exponent++) {
      for (int fraction = 0; fraction < 32; fraction++) {
        float x = Float.intBitsToFloat(exponent << 23 | fraction << 18);
        inputs[n++] = x;
        inputs[n++] = -Math.nextUp(x);
      }
    }
    for (int i = -110_000; i <= 110_000; i++) {
      inputs[n++] = i * 1e-3f;
    }
    while (n < 500_000) {
      float x = Float.intBitsToFloat(random.nextInt());
      if (Float.isFinite(x)) {
        inputs[n++] = x;
      }
    }
    while (n < inputs.length) {
      inputs[n++] = (float) random.nextDouble(-8, 8);
    }
    return inputs;
  }

  private static void assertLimits(Activation activation, float atMinus, float atPlus) {
    assertThat(of(activation, -INF) + 0f).as("%s at -∞", activation).isEqualTo((Float) atMinus);
    assertThat(of(activation, INF) + 0f).as("%s at ∞", activation).isEqualTo((Float) atPlus);
  }

  private static Activation of(Kind kind) {
    return Activation.of(kind);
  }

  private static float of(Activation activation, float x) {
    float[] values = {x};
    ActivationLoops.apply(activation, values, 0, 1);
    return values[0];
  }

  /** In ulp of the exact result; NaN where only one of both is NaN. */
  private static double error(float got, double expected) {
    if (got == (float) expected || Float.isNaN(got) && Double.isNaN(expected)) {
      return 0;
    }
    float finite = Math.min(Math.abs((float) expected), Float.MAX_VALUE);
    return Math.abs(got - expected) / Math.ulp(finite);
  }
}
