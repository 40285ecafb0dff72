/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.graph;

import io.tapline.network.function.Activation;

/** Activations in float64, by the functions of {@link Math}. */
final class OfflineActivations {

  private OfflineActivations() {}

  static double apply(Activation activation, double x) {
    double alpha = activation.alpha();
    double beta = activation.beta();
    return switch (activation.kind()) {
      case LINEAR -> x;
      case RELU -> Math.max(x, 0);
      case ELU -> x > 0 ? x : alpha * Math.expm1(x);
      case TANH -> Math.tanh(x);
      case SIGMOID -> sigmoid(x);
      case ABS -> Math.abs(x);
      case CLIP -> Math.min(Math.max(x, alpha), beta);
      case LEAKY_RELU -> x >= 0 ? x : alpha * x;
      case THRESHOLDED_RELU -> x <= alpha ? 0 : x;
      case SHRINK -> x < -alpha ? x + beta : x > alpha ? x - beta : x * 0;
      case SELU -> beta * (x > 0 ? x : alpha * Math.expm1(x));
      case CELU -> x > 0 ? x : alpha * Math.expm1(x / alpha);
      case HARD_SIGMOID -> Math.min(Math.max(alpha * x + beta, 0), 1);
      case HARD_SWISH -> x * Math.min(Math.max(x + 3, 0), 6) / 6;
      case SOFTSIGN -> x / (1 + Math.abs(x));
      case SOFTPLUS -> softplus(x);
      case SWISH -> x * sigmoid(alpha * x);
      case GELU -> x * (1 + erf(x / Math.sqrt(2))) / 2;
      case GELU_TANH -> x * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (x + 0.044715 * cube(x)))) / 2;
      case MISH -> x * Math.tanh(softplus(x));
      case EXP -> Math.exp(x);
      case LOG -> Math.log(x);
      case SQRT -> Math.sqrt(x);
      case NEGATE -> -x;
      case RECIPROCAL -> 1 / x;
      case SQUARE -> x * x;
      case POWER -> Math.pow(x, alpha);
      case ERF -> erf(x);
      case SIN -> Math.sin(x);
      case COS -> Math.cos(x);
      case ATAN -> Math.atan(x);
      case ASINH -> Math.copySign(Math.log(Math.abs(x) + Math.hypot(x, 1)), x);
      default -> throw new AssertionError("no offline rule for activation: " + activation);
    };
  }

  private static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }

  private static double softplus(double x) {
    return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
  }

  private static double cube(double x) {
    return x * x * x;
  }

  /** By the series 2/√π · Σ (−1)^n x^(2n+1) / (n! (2n+1)), which has its digits up to |x| = 4. */
  private static double erf(double x) {
    if (Math.abs(x) > 4) {
      return Math.signum(x);
    }
    double sum = x;
    double power = x;
    for (int n = 1; n < 100; n++) {
      power *= -x * x / n;
      sum += power / (2 * n + 1);
    }
    return sum * 2 / Math.sqrt(Math.PI);
  }
}
