/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network;

import io.tapline.network.function.Activation;

/** The activations in float64, of finite values, as plainly as their definitions. */
public final class ActivationReference {
  private static final int SERIES_TERMS = 60;
  private static final int FRACTION_TERMS = 100;

  private ActivationReference() {}

  public static double of(Activation activation, double x) {
    double alpha = activation.alpha();
    double beta = activation.beta();
    return switch (activation.kind()) {
      case LINEAR -> x;
      case RELU -> Math.max(x, 0);
      case ELU -> x > 0 ? x : alpha * StrictMath.expm1(x);
      case TANH -> StrictMath.tanh(x);
      case SIGMOID -> sigmoid(x);
      case ABS -> Math.abs(x);
      case CLIP -> Math.min(Math.max(x, alpha), beta);
      case LEAKY_RELU -> x < 0 ? alpha * x : x;
      case THRESHOLDED_RELU -> x > alpha ? x : 0;
      case SHRINK -> x < -alpha ? x + beta : x > alpha ? x - beta : 0;
      case SELU -> beta * (x > 0 ? x : alpha * StrictMath.expm1(x));
      case CELU -> Math.max(x, 0) + Math.min(0, alpha * StrictMath.expm1(x / alpha));
      case HARD_SIGMOID -> Math.max(0, Math.min(1, alpha * x + beta));
      case HARD_SWISH -> x * Math.min(Math.max(x + 3, 0), 6) / 6;
      case SOFTSIGN -> x / (1 + Math.abs(x));
      case SOFTPLUS -> softplus(x);
      case SWISH -> x * sigmoid(alpha * x);
      case GELU -> x * erfc(-x / Math.sqrt(2)) / 2;
      case GELU_TANH -> x * sigmoid(2 * Math.sqrt(2 / Math.PI) * (x + 0.044715 * x * x * x));
      case MISH -> x * StrictMath.tanh(softplus(x));
      case EXP -> StrictMath.exp(x);
      case LOG -> StrictMath.log(x);
      case SQRT -> Math.sqrt(x);
      case NEGATE -> -x;
      case RECIPROCAL -> 1 / x;
      case SQUARE -> x * x;
      case POWER -> StrictMath.pow(x, alpha);
      case ERF -> Math.abs(x) < 1 ? erfSeries(x) : 1 - erfc(x);
      case SIGN -> Math.signum(x);
      case FLOOR -> Math.floor(x);
      case CEIL -> Math.ceil(x);
      case ROUND -> Math.rint(x);
      case TRUNCATE -> x - x % 1;
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
      case IS_NAN -> 0;
      case IS_INFINITE -> 0;
    };
  }

  /** By its series near 0, else by its definition. */
  private static double asinh(double x) {
    double a = Math.abs(x);
    double size = a < 0.01 ? series(a, -1) : StrictMath.log(a + Math.sqrt(a * a + 1));
    return Math.copySign(size, x);
  }

  /** x + c·x³/6 + 9x⁵/120 + c·225x⁷/5040, with c = ±1: the series of arcsin and arsinh. */
  private static double series(double x, int c) {
    double square = x * x;
    return x * (1 + square * (c / 6.0 + square * (3 / 40.0 + square * (c * 15 / 336.0))));
  }

  /** Of a cosine: the square root that gives back x is exact enough where x is next to 1. */
  private static double acosh(double x) {
    // sinh(acosh(x)) = √(x² − 1), and x² is exact for a float32.
    return x < 1 ? Double.NaN : asinh(Math.sqrt((x - 1) * (x + 1)));
  }

  /** By its series near 0, else by its definition. */
  private static double atanh(double x) {
    double square = x * x;
    return Math.abs(x) < 0.01
        ? x * (1 + square * (1 / 3.0 + square * (1 / 5.0 + square / 7.0)))
        : StrictMath.log((1 + x) / (1 - x)) / 2;
  }

  private static double sigmoid(double x) {
    return x >= 0 ? 1 / (1 + StrictMath.exp(-x)) : StrictMath.exp(x) / (1 + StrictMath.exp(x));
  }

  private static double softplus(double x) {
    return Math.max(x, 0) + StrictMath.log1p(StrictMath.exp(-Math.abs(x)));
  }

  private static double erfc(double x) {
    if (x < 0) {
      return 2 - erfc(-x);
    }
    return x < 2 ? 1 - erfSeries(x) : erfcFraction(x);
  }

  /** 2 / √π · e^(−x²) · Σ 2^n x^(2n+1) / (1·3·5…(2n+1)): all terms have one sign. */
  private static double erfSeries(double x) {
    double term = x;
    double sum = x;
    for (int n = 1; n <= SERIES_TERMS; n++) {
      term *= 2 * x * x / (2 * n + 1);
      sum += term;
    }
    return 2 / Math.sqrt(Math.PI) * StrictMath.exp(-x * x) * sum;
  }

  /** Laplace's continued fraction e^(−x²) / √π / (x + (1/2) / (x + (2/2) / (x + …))). */
  private static double erfcFraction(double x) {
    double fraction = x;
    for (int n = FRACTION_TERMS; n >= 1; n--) {
      fraction = x + n / 2.0 / fraction;
    }
    return StrictMath.exp(-x * x) / Math.sqrt(Math.PI) / fraction;
  }
}
