/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;

class TranscendentalsTest {
  private static final long SEED = 20261120;

  private interface FloatFunction {
    float of(float x);
  }

  @Test
  void shouldGiveExpWithinOneUlp() {
    assertThat(worst(Transcendentals::exp, StrictMath::exp)).isLessThan(1);
  }

  @Test
  void shouldGiveExpm1WithinTwoUlp() {
    assertThat(worst(Transcendentals::expm1, StrictMath::expm1)).isLessThan(2);
  }

  @Test
  void shouldGiveTanhWithinThreeUlp() {
    assertThat(worst(Transcendentals::tanh, StrictMath::tanh)).isLessThan(3);
  }

  @Test
  void shouldGiveSigmoidWithinThreeUlp() {
    assertThat(worst(Transcendentals::sigmoid, TranscendentalsTest::sigmoid)).isLessThan(3);
  }

  @Test
  void shouldReachTheLimits() {
    float inf = Float.POSITIVE_INFINITY;
    assertThat(Transcendentals.exp(inf)).isEqualTo(inf);
    assertThat(Transcendentals.exp(-inf)).isEqualTo(0f);
    assertThat(Transcendentals.exp(0f)).isEqualTo(1f);
    assertThat(Transcendentals.exp(Float.MAX_VALUE)).isEqualTo(inf);
    assertThat(Transcendentals.expm1(inf)).isEqualTo(inf);
    assertThat(Transcendentals.expm1(-inf)).isEqualTo(-1f);
    assertThat(Transcendentals.expm1(-Float.MAX_VALUE)).isEqualTo(-1f);
    assertThat(Transcendentals.expm1(Float.MIN_VALUE)).isEqualTo(Float.MIN_VALUE);
    assertThat(Transcendentals.tanh(inf)).isEqualTo(1f);
    assertThat(Transcendentals.tanh(-inf)).isEqualTo(-1f);
    assertThat(Float.floatToIntBits(Transcendentals.tanh(-0f)))
        .isEqualTo(Float.floatToIntBits(-0f));
    assertThat(Transcendentals.sigmoid(inf)).isEqualTo(1f);
    assertThat(Transcendentals.sigmoid(-inf)).isEqualTo(0f);
    assertThat(Transcendentals.sigmoid(0f)).isEqualTo(0.5f);
  }

  @Test
  void shouldLetNaNThrough() {
    assertThat(Transcendentals.exp(Float.NaN)).isNaN();
    assertThat(Transcendentals.expm1(Float.NaN)).isNaN();
    assertThat(Transcendentals.tanh(Float.NaN)).isNaN();
    assertThat(Transcendentals.sigmoid(Float.NaN)).isNaN();
  }

  /** Outputs of all releases, on all machines: what these were at first. */
  @Test
  void shouldKeepItsBits() {
    assertThat(checksum(Transcendentals::exp)).isEqualTo(3723631667L);
    assertThat(checksum(Transcendentals::expm1)).isEqualTo(899823706L);
    assertThat(checksum(Transcendentals::tanh)).isEqualTo(794363550L);
    assertThat(checksum(Transcendentals::sigmoid)).isEqualTo(3773752337L);
  }

  private static long checksum(FloatFunction function) {
    CRC32 checksum = new CRC32();
    ByteBuffer bits = ByteBuffer.allocate(Float.BYTES);
    for (int i = -100_000; i <= 100_000; i++) {
      checksum.update(bits.putFloat(0, function.of(i * 1.1e-3f)).array());
    }
    return checksum.getValue();
  }

  private static double sigmoid(double x) {
    return x >= 0 ? 1 / (1 + StrictMath.exp(-x)) : StrictMath.exp(x) / (1 + StrictMath.exp(x));
  }

  /**
   * The largest error in ulp over a dense sweep, floats of random bits, and the neighbourhood of
   * powers of two.
   */
  private static double worst(FloatFunction function, DoubleUnaryOperator exact) {
    double worst = 0;
    for (int i = -1_100_000; i <= 1_100_000; i++) {
      worst = Math.max(worst, error(function, exact, i * 1e-4f));
    }
    SplittableRandom random = new SplittableRandom(SEED);
    for (int i = 0; i < 1_000_000; i++) {
      float x = Float.intBitsToFloat(random.nextInt());
      if (!Float.isNaN(x)) {
        worst = Math.max(worst, error(function, exact, x));
      }
      worst = Math.max(worst, error(function, exact, (float) random.nextDouble(-2, 2)));
    }
    for (int exponent = Float.MIN_EXPONENT - 23; exponent <= 7; exponent++) {
      float x = Math.scalb(1f, exponent);
      worst = Math.max(worst, error(function, exact, x));
      worst = Math.max(worst, error(function, exact, -x));
      worst = Math.max(worst, error(function, exact, Math.nextUp(x)));
      worst = Math.max(worst, error(function, exact, -Math.nextDown(x)));
    }
    return worst;
  }

  private static double error(FloatFunction function, DoubleUnaryOperator exact, float x) {
    double expected = exact.applyAsDouble(x);
    float got = function.of(x);
    if (Float.compare(got, (float) expected) == 0 || got == (float) expected) {
      return 0;
    }
    float finite = Math.min(Math.abs((float) expected), Float.MAX_VALUE);
    return Math.abs(got - expected) / Math.ulp(finite);
  }
}
