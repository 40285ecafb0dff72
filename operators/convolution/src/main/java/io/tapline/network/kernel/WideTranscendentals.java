/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.kernel;

/**
 * exp and log in float64, to about 44 bits, the same bits on every machine.
 *
 * <p>They are steps on the way to a float32. What is put together from them in float64 has error to
 * spare, and neither overflow nor subnormal numbers on the way; rounded to float32 once, it is
 * within 0.51 ulp of the exact result. Only operations that a vector unit has too, and no table.
 *
 * <p>The polynomials interpolate at Chebyshev nodes, worked out with 60 decimal digits; their
 * errors are the largest found on a fine grid.
 */
final class WideTranscendentals {
  private static final double LN2 = 0x1.62e42fefa39efp-1;
  private static final double LOG2_E = 0x1.71547652b82fep+0;
  private static final double SQRT_HALF = 0x1.6a09e667f3bcdp-1;
  private static final double SQRT_2 = 0x1.6a09e667f3bcdp+0;

  /**
   * 1.5 · 2^52: adding it rounds to an integer, which then stands in the lowest bits; subtracting
   * it again leaves that integer.
   */
  private static final double ROUNDER = 0x1.8p52;

  private static final int FRACTION_BITS = 52;
  private static final int EXPONENT_BIAS = 1023;

  /** exp of this and its reciprocal are normal, and far out of float32's range. */
  private static final double EXP_LIMIT = 700;

  private WideTranscendentals() {}

  /**
   * e^x for |x| ≤ 700, and beyond what it is there; relative error 2^-44. As Cody and Waite: x =
   * n·ln 2 + r with |r| ≤ ln 2 / 2.
   */
  static double exp(double x) {
    double atLeast = x < -EXP_LIMIT ? -EXP_LIMIT : x;
    double clamped = atLeast > EXP_LIMIT ? EXP_LIMIT : atLeast;
    double rounded = Math.fma(clamped, LOG2_E, ROUNDER);
    double r = Math.fma(rounded - ROUNDER, -LN2, clamped);
    // The exponent field takes the low bits of the rounded number; the others are shifted out.
    long exponent = Double.doubleToRawLongBits(rounded) + EXPONENT_BIAS;
    return expReduced(r) * Double.longBitsToDouble(exponent << FRACTION_BITS);
  }

  /** The natural logarithm of a float32; relative error 2^-50 before rounding. NaN for x &lt; 0. */
  static double log(float x) {
    // A float's subnormals are normal here.
    long bits = Double.doubleToRawLongBits(x);
    long exponent = (bits - Double.doubleToRawLongBits(SQRT_HALF)) >> FRACTION_BITS;
    double mantissa = Double.longBitsToDouble(bits - (exponent << FRACTION_BITS));
    double log = Math.fma((double) exponent, LN2, logNearOne(mantissa - 1));
    double outside = x == 0 ? Double.NEGATIVE_INFINITY : Double.NaN;
    double finite = x > 0 ? log : outside;
    return x == Float.POSITIVE_INFINITY ? x : finite;
  }

  /** log(1 + x) for 0 ≤ x ≤ 1, to the last bits near 0 too. */
  static double log1p(double x) {
    boolean halved = x > SQRT_2 - 1;
    double f = halved ? 0.5 * (x - 1) : x;
    return logNearOne(f) + (halved ? LN2 : 0);
  }

  /** e^r = 1 + r·q(r) for |r| ≤ ln 2 / 2. */
  private static double expReduced(double r) {
    double q = 0x1.72c72ca338df0p-19;
    q = Math.fma(q, r, 0x1.a15a600528a0fp-16);
    q = Math.fma(q, r, 0x1.a019ada3609f3p-13);
    q = Math.fma(q, r, 0x1.6c164de86dafdp-10);
    q = Math.fma(q, r, 0x1.1111111c478ebp-7);
    q = Math.fma(q, r, 0x1.555555742d965p-5);
    q = Math.fma(q, r, 0x1.5555555553b78p-3);
    q = Math.fma(q, r, 0x1.fffffffff71b2p-2);
    q = Math.fma(q, r, 1.0);
    return Math.fma(q, r, 1.0);
  }

  /**
   * log(1 + f) for 1 + f from √½ to √2: 2·artanh(s) = s·(2 + s²·q(s²)) with s = f / (2 + f), |s| ≤
   * 0.1716.
   */
  private static double logNearOne(double f) {
    double s = f / (2 + f);
    double w = s * s;
    double q = 0x1.546adfbbda333p-3;
    q = Math.fma(q, w, 0x1.7382d06f0c1dep-3);
    q = Math.fma(q, w, 0x1.c71fcd1ced0aep-3);
    q = Math.fma(q, w, 0x1.2492462aa8c89p-2);
    q = Math.fma(q, w, 0x1.9999999b86b7cp-2);
    q = Math.fma(q, w, 0x1.55555555553b8p-1);
    return s * Math.fma(q, w, 2.0);
  }
}
