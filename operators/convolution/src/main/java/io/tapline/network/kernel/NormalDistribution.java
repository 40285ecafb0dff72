/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.kernel;

/**
 * The standard normal distribution and its error function in float64, to about 34 bits: steps on
 * the way to a float32, as {@link WideTranscendentals} says.
 */
final class NormalDistribution {
  private static final double SQRT_2 = 0x1.6a09e667f3bcdp+0;

  /** Below this, 1 − 2·upperTail would lose erf's first bits. */
  private static final double ERF_SMALL = 0.5;

  /** From here on erf rounds to 1. */
  private static final double ERF_MAX = 6;

  private NormalDistribution() {}

  /**
   * The probability of values beyond t, for 0 ≤ t ≤ 15; relative error 2^-34.
   *
   * <p>It is e^(−t²/2)·R(t), where R is Mills' ratio over √(2π), which falls like 1 / t. (t +
   * 4)·R(t) is nearly straight in u = (t − 4) / (t + 4): a polynomial in u, interpolated at
   * Chebyshev nodes for these t.
   */
  static double upperTail(double t) {
    double inverse = 1 / (t + 4);
    double u = (t - 4) * inverse;
    double q = 0x1.0bfcaf52ccedbp-17;
    q = Math.fma(q, u, 0x1.2357d07865a06p-15);
    q = Math.fma(q, u, -0x1.138cbf82d8480p-17);
    q = Math.fma(q, u, -0x1.ea4c2ee198c93p-13);
    q = Math.fma(q, u, 0x1.1b59b32ca17f3p-13);
    q = Math.fma(q, u, 0x1.abd7dea3e13dfp-10);
    q = Math.fma(q, u, -0x1.c81c927b50722p-9);
    q = Math.fma(q, u, -0x1.ee2b1959fee44p-8);
    q = Math.fma(q, u, 0x1.eec4caf2b4a93p-5);
    q = Math.fma(q, u, -0x1.7dff29f2aa6d8p-3);
    q = Math.fma(q, u, 0x1.8c6dbf3837315p-2);
    q = Math.fma(q, u, -0x1.373e3a8bcb1e1p-1);
    q = Math.fma(q, u, 0x1.82b4bb8c86631p-1);
    return q * inverse * WideTranscendentals.exp(-0.5 * t * t);
  }

  /** The error function; relative error 2^-34. */
  static double erf(double x) {
    double size = Math.abs(x);
    double clamped = size > ERF_MAX ? ERF_MAX : size;
    double large = 1 - 2 * upperTail(SQRT_2 * clamped);
    return Math.copySign(clamped < ERF_SMALL ? erfSmall(clamped) : large, x);
  }

  /** x·p(x²) for 0 ≤ x ≤ 0.5; p interpolates at Chebyshev nodes, relative error 2^-36. */
  private static double erfSmall(double x) {
    double w = x * x;
    double p = -0x1.936a4a7830bd8p-11;
    p = Math.fma(p, w, 0x1.54d076df271bdp-8);
    p = Math.fma(p, w, -0x1.b8203032a45abp-6);
    p = Math.fma(p, w, 0x1.ce2ef239ee029p-4);
    p = Math.fma(p, w, -0x1.8127466f5b8a1p-2);
    p = Math.fma(p, w, 0x1.20dd75041b4eap+0);
    return x * p;
  }
}
