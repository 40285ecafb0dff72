/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.kernel;

/**
 * exp and its relatives in float32, the same bits on every machine and in every kernel.
 *
 * <p>Only operations that a vector unit has too: fused multiply-adds, shifts, selects, the bits of
 * a float; no table. The method is Cody and Waite's ("Software Manual for the Elementary
 * Functions", 1980): x = n·ln 2 + r with |r| ≤ ln 2 / 2, a minimax polynomial for exp(r) − 1, and
 * 2^n put together from its bits. ln 2 is split in two, of which the first has so few bits that n
 * times it is exact.
 *
 * <p>NaN in gives NaN out. The bounds of the errors, in units in the last place of the exact
 * result, are tested.
 */
public final class Transcendentals {
  private static final float LOG2_E = 1.442695f;
  private static final float LN2_HIGH = 0x1.62e4p-1f;
  private static final float LN2_LOW = 0x1.7f7d1cp-20f;

  /**
   * 1.5 · 2^23: adding it rounds a float of moderate size to an integer, subtracting it again
   * leaves that.
   */
  private static final float ROUNDER = 12582912f;

  /** The bits of a rounded number, less these, are its integer. */
  private static final int ROUNDER_BITS = 0x4b400000;

  /** Below this exp rounds to 0. */
  private static final float EXP_MIN = -104f;

  /** Above this exp overflows. */
  private static final float EXP_MAX = 89f;

  /** Below this exp(x) − 1 rounds to −1. */
  private static final float EXPM1_MIN = -30f;

  /** Above this tanh rounds to 1. */
  private static final float TANH_MAX = 10f;

  private Transcendentals() {}

  /** e^x, within 1 ulp. */
  public static float exp(float x) {
    float clamped = clamp(x, EXP_MIN, EXP_MAX);
    float rounded = Math.fma(clamped, LOG2_E, ROUNDER);
    float n = rounded - ROUNDER;
    float p = 1f + expm1Reduced(reduced(clamped, n));
    // Two factors: 2^n alone may be out of range where the result is not.
    int exponent = Float.floatToRawIntBits(rounded) - ROUNDER_BITS;
    int half = exponent >> 1;
    return p * powerOfTwo(half) * powerOfTwo(exponent - half);
  }

  /** e^x − 1, within 2 ulp, near 0 too. The sign of −0 is lost. */
  public static float expm1(float x) {
    float clamped = clamp(x, EXPM1_MIN, EXP_MAX);
    float rounded = Math.fma(clamped, LOG2_E, ROUNDER);
    float n = rounded - ROUNDER;
    float s = expm1Reduced(reduced(clamped, n));
    // 2^128 is out of range: there 2^127, and twice the result.
    int exponent = Float.floatToRawIntBits(rounded) - ROUNDER_BITS;
    int beyond = exponent >> 7 & 1 & ~(exponent >> 31);
    float scale = powerOfTwo(exponent - beyond);
    return Math.fma(scale, s, scale - 1f) * (1 + beyond);
  }

  /** The hyperbolic tangent, within 3 ulp, near 0 too. */
  public static float tanh(float x) {
    float t = expm1(2f * clamp(Math.abs(x), 0f, TANH_MAX));
    return Math.copySign(t / (t + 2f), x);
  }

  /** 1 / (1 + e^−x), within 3 ulp, where it is subnormal too. */
  public static float sigmoid(float x) {
    float e = exp(-Math.abs(x));
    float numerator = x < 0f ? e : 1f;
    return numerator / (1f + e);
  }

  /**
   * The natural logarithm, within 0.51 ulp, where x is subnormal too. −∞ for 0, NaN for x &lt; 0.
   */
  public static float log(float x) {
    return (float) WideTranscendentals.log(x);
  }

  /** The error function, within 0.51 ulp. */
  public static float erf(float x) {
    return (float) NormalDistribution.erf(x);
  }

  /** Selects, not Math.min and Math.max: faster, and NaN stays NaN as well. */
  private static float clamp(float x, float least, float most) {
    float atLeast = x < least ? least : x;
    return atLeast > most ? most : atLeast;
  }

  private static float reduced(float x, float n) {
    return Math.fma(n, -LN2_LOW, Math.fma(n, -LN2_HIGH, x));
  }

  /**
   * e^r − 1 = r + r²·q(r) for |r| ≤ ln 2 / 2; q is minimax, relative error 2^-29 before rounding.
   */
  private static float expm1Reduced(float r) {
    float q = 0x1.a1a368p-13f;
    q = Math.fma(q, r, 0x1.6d7654p-10f);
    q = Math.fma(q, r, 0x1.11108ep-7f);
    q = Math.fma(q, r, 0x1.5554acp-5f);
    q = Math.fma(q, r, 0x1.555556p-3f);
    q = Math.fma(q, r, 0.5f);
    return Math.fma(r * r, q, r);
  }

  private static float powerOfTwo(int exponent) {
    return Float.intBitsToFloat((exponent + 127) << 23);
  }
}
