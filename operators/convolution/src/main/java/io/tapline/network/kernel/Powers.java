/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.kernel;

/** Powers of float32, within 0.51 ulp. */
final class Powers {
  /** From here on every float is an even number. */
  private static final float ALL_EVEN = 0x1p24f;

  private Powers() {}

  /**
   * |x|^exponent = e^(exponent·log|x|), with the sign of x if the exponent is odd; at 0 and ±∞ as
   * IEEE 754's pow. It is NaN where x is, even to the power of 0, and where x is negative and the
   * exponent no whole number.
   */
  static float power(float x, float exponent) {
    double size = WideTranscendentals.exp(exponent * WideTranscendentals.log(Math.abs(x)));
    // Not e^(0·log|x|): log|x| may be infinite.
    float rounded = exponent == 0f && !Float.isNaN(x) ? 1f : (float) size;
    float signed = odd(exponent) ? Math.copySign(rounded, x) : rounded;
    return x < 0f && !whole(exponent) ? Float.NaN : signed;
  }

  private static boolean whole(float exponent) {
    return Math.abs(exponent) >= ALL_EVEN || exponent == (int) exponent;
  }

  private static boolean odd(float exponent) {
    return Math.abs(exponent) < ALL_EVEN && whole(exponent) && ((int) exponent & 1) == 1;
  }
}
