/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tapline.network.function.Arithmetic;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class FrameArithmeticTest {
  private static final float NAN = Float.NaN;
  private static final float INF = Float.POSITIVE_INFINITY;

  @Test
  void shouldCompareAsIeee754Does() {
    assertThat(of(Arithmetic.GREATER, 2f, 1f)).isEqualTo(1f);
    assertThat(of(Arithmetic.GREATER, 1f, 1f)).isEqualTo(0f);
    assertThat(of(Arithmetic.GREATER_OR_EQUAL, 1f, 1f)).isEqualTo(1f);
    assertThat(of(Arithmetic.LESS, 1f, 2f)).isEqualTo(1f);
    assertThat(of(Arithmetic.LESS, INF, INF)).isEqualTo(0f);
    assertThat(of(Arithmetic.LESS_OR_EQUAL, INF, INF)).isEqualTo(1f);
    assertThat(of(Arithmetic.EQUAL, 0f, -0f)).isEqualTo(1f);
    assertThat(of(Arithmetic.EQUAL, INF, INF)).isEqualTo(1f);
    assertThat(of(Arithmetic.NOT_EQUAL, 0f, Float.MIN_VALUE)).isEqualTo(1f);
  }

  @Test
  void shouldFindEveryComparisonWithNaNFalseButNotEqual() {
    for (Arithmetic operation : Arithmetic.values()) {
      boolean compares = operation.ordinal() >= Arithmetic.EQUAL.ordinal();
      for (float other : new float[] {NAN, 0f, INF}) {
        float expected = !compares ? NAN : operation == Arithmetic.NOT_EQUAL ? 1f : 0f;
        assertThat(of(operation, NAN, other)).as("%s", operation).isEqualTo((Float) expected);
        assertThat(of(operation, other, NAN)).as("%s", operation).isEqualTo((Float) expected);
      }
    }
  }

  @Test
  void shouldGiveTheRestTheSignOfOneOperand() {
    assertThat(of(Arithmetic.REMAINDER, -7f, 3f)).isEqualTo(-1f);
    assertThat(of(Arithmetic.REMAINDER, 7f, -3f)).isEqualTo(1f);
    assertThat(of(Arithmetic.MODULO, -7f, 3f)).isEqualTo(2f);
    assertThat(of(Arithmetic.MODULO, 7f, -3f)).isEqualTo(-2f);
    assertThat(of(Arithmetic.MODULO, -6f, 3f)).isEqualTo(0f);
    assertThat(of(Arithmetic.MODULO, 5.5f, 2f)).isEqualTo(1.5f);
    assertThat(of(Arithmetic.MODULO, 1f, 0f)).isNaN();
  }

  @Test
  void shouldRaiseToPowersAndTakeAngles() {
    assertThat(of(Arithmetic.POWER, -2f, 3f)).isEqualTo(-8f);
    assertThat(of(Arithmetic.POWER, 9f, 0.5f)).isEqualTo(3f);
    assertThat(of(Arithmetic.POWER, -1f, 0.5f)).isNaN();
    assertThat(of(Arithmetic.ATAN2, 1f, -1f)).isEqualTo((float) (0.75 * Math.PI));
    assertThat(of(Arithmetic.ATAN2, -1f, 0f)).isEqualTo((float) (-0.5 * Math.PI));
  }

  @Test
  void shouldGiveTheSameBitsInVectors() {
    KernelChoice choice = KernelChoice.choose("auto");
    assumeTrue(choice.vectors().isPresent(), choice.reason());
    Kernels vectors = choice.vectors().get().newKernels();
    SplittableRandom random = new SplittableRandom(1);
    float[] special = {0f, -0f, 1f, -1f, NAN, INF, -INF, Float.MIN_VALUE, 2.5f, -2.5f};
    for (Arithmetic operation : Arithmetic.values()) {
      for (int count = 0; count < 40; count++) {
        float[] a = new float[count + 2];
        float[] b = new float[count + 3];
        for (int i = 0; i < count; i++) {
          a[i + 2] = random.nextBoolean() ? special[random.nextInt(special.length)] : i - 17.5f;
          b[i + 3] = random.nextBoolean() ? special[random.nextInt(special.length)] : 3f - i;
        }
        float[] expected = new float[count + 1];
        float[] got = new float[count + 1];
        FrameArithmetic.apply(operation, a, 2, b, 3, expected, 1, count);
        vectors.combine(operation, a, 2, b, 3, got, 1, count);
        assertThat(got).as("%s, count=%d", operation, count).isEqualTo(expected);
      }
    }
  }

  private static float of(Arithmetic operation, float a, float b) {
    float[] result = new float[1];
    FrameArithmetic.apply(operation, new float[] {a}, 0, new float[] {b}, 0, result, 0, 1);
    return result[0];
  }
}
