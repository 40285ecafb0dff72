/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.kernel;

/**
 * The activations that are nearly 0 far below 0 and nearly x far above, and smooth between: within
 * 0.51 ulp over all floats, in the tails too, where the result is subnormal.
 *
 * <p>There a float32 would not do on the way: e^−100 has two bits left, 100·e^−100 should have
 * nine. So each is computed in float64 and rounded once.
 *
 * <p>NaN in gives NaN out; ±∞ give the limits.
 */
final class SmoothRectifiers {
  /** Below this argument of a sigmoid, its product with any float rounds to 0. */
  private static final double GATE_MIN = -300;

  /** √(8 / π): twice the factor of GELU's approximation, since (1 + tanh(z)) / 2 = σ(2z). */
  private static final double SQRT_8_OVER_PI = 0x1.9884533d43651p+0;

  private static final double CUBIC = 0.044715;

  /** From here on GELU and x differ by less than a float32 shows, and GELU of −x rounds to 0. */
  private static final double GELU_MAX = 15;

  /** Below this mish rounds to 0, and above the other it rounds to x. */
  private static final float MISH_MIN = -150f;

  private static final float MISH_MAX = 30f;

  private SmoothRectifiers() {}

  /** log(1 + e^x) = max(x, 0) + log(1 + e^−|x|), which neither overflows nor cancels. */
  static float softplus(float x) {
    double e = WideTranscendentals.exp(-Math.abs((double) x));
    return (float) (positivePart(x) + WideTranscendentals.log1p(e));
  }

  /** x·σ(alpha·x). */
  static float swish(float x, float alpha) {
    return gated(x, (double) alpha * x);
  }

  /** x·σ(√(8 / π)·(x + 0.044715·x³)). */
  static float geluTanh(float x) {
    double wide = x;
    return gated(x, SQRT_8_OVER_PI * Math.fma(CUBIC * wide, wide * wide, wide));
  }

  /** x·Φ(x) = max(x, 0) − |x|·Φ(−|x|). */
  static float gelu(float x) {
    double size = Math.abs((double) x);
    double clamped = size > GELU_MAX ? GELU_MAX : size;
    return (float) (positivePart(x) - clamped * NormalDistribution.upperTail(clamped));
  }

  /** x·tanh(log(1 + e^x)) = x·n / (n + 2) with n = e^x·(e^x + 2). */
  static float mish(float x) {
    double e = WideTranscendentals.exp(x > MISH_MAX ? MISH_MAX : x);
    double n = e * (e + 2);
    return x < MISH_MIN ? 0f : (float) (x * (n / (n + 2)));
  }

  /** max(x, 0), and 0 for NaN, which the other summand brings. */
  private static float positivePart(float x) {
    return x > 0f ? x : 0f;
  }

  /** x·σ(z). */
  private static float gated(float x, double z) {
    return z < GATE_MIN ? 0f : (float) (x / (1 + WideTranscendentals.exp(-z)));
  }
}
