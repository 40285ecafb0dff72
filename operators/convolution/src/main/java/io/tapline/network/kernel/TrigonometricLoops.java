/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.kernel;

import io.tapline.network.function.Activation;

/**
 * Functions of angles and their hyperbolic relatives, in place, within 0.51 ulp.
 *
 * <p>They are computed in float64 by {@link StrictMath}, whose bits are the same on every machine;
 * those of {@link Math} need not be. No network was seen that spends time with them.
 */
final class TrigonometricLoops {

  private TrigonometricLoops() {}

  static void apply(Activation.Kind kind, float[] values, int offset, int count) {
    for (int i = offset; i < offset + count; i++) {
      values[i] = (float) of(kind, values[i]);
    }
  }

  private static double of(Activation.Kind kind, double x) {
    return switch (kind) {
      case SIN -> StrictMath.sin(x);
      case COS -> StrictMath.cos(x);
      case TAN -> StrictMath.tan(x);
      case ASIN -> StrictMath.asin(x);
      case ACOS -> StrictMath.acos(x);
      case ATAN -> StrictMath.atan(x);
      case SINH -> StrictMath.sinh(x);
      case COSH -> StrictMath.cosh(x);
      case ASINH -> asinh(x);
      case ACOSH -> acosh(x);
      case ATANH -> atanh(x);
      case LOG1P -> StrictMath.log1p(x);
      case EXPM1 -> StrictMath.expm1(x);
      default -> throw new IllegalArgumentException("has no loop here: " + kind.label());
    };
  }

  /** log(|x| + √(x² + 1)), without the loss of bits near 0: the square of a float32 is finite. */
  private static double asinh(double x) {
    double size = Math.abs(x);
    double square = size * size;
    double finite = StrictMath.log1p(size + square / (1 + Math.sqrt(1 + square)));
    return Math.copySign(size == Double.POSITIVE_INFINITY ? size : finite, x);
  }

  /** log(x + √(x² − 1)), without the loss of bits near 1. */
  private static double acosh(double x) {
    double above = x - 1;
    return StrictMath.log1p(above + Math.sqrt(above * (above + 2)));
  }

  /** log((1 + x) / (1 − x)) / 2, without the loss of bits near 0. */
  private static double atanh(double x) {
    double size = Math.abs(x);
    return Math.copySign(0.5 * StrictMath.log1p(2 * size / (1 - size)), x);
  }
}
