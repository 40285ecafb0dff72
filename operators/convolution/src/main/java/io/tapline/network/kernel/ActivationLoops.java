/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.kernel;

import io.tapline.network.function.Activation;

/**
 * The activations, in place over many values: one small loop each, so that the compiler can use
 * vectors. No value beside them is touched.
 */
public final class ActivationLoops {

  private ActivationLoops() {}

  /** Activates the {@code count} values from {@code offset} on. */
  public static void apply(Activation activation, float[] values, int offset, int count) {
    float alpha = activation.alpha();
    float beta = activation.beta();
    switch (activation.kind()) {
      case LINEAR -> {}
      case RELU -> PiecewiseLoops.relu(values, offset, count);
      case CLIP -> PiecewiseLoops.clip(alpha, beta, values, offset, count);
      case LEAKY_RELU -> PiecewiseLoops.leakyRelu(alpha, values, offset, count);
      case THRESHOLDED_RELU -> PiecewiseLoops.thresholdedRelu(alpha, values, offset, count);
      case SHRINK -> PiecewiseLoops.shrink(alpha, beta, values, offset, count);
      case HARD_SIGMOID -> PiecewiseLoops.hardSigmoid(alpha, beta, values, offset, count);
      case HARD_SWISH -> PiecewiseLoops.hardSwish(values, offset, count);
      case ELU -> SmoothLoops.elu(alpha, values, offset, count);
      case SELU -> SmoothLoops.selu(alpha, beta, values, offset, count);
      case CELU -> SmoothLoops.celu(alpha, values, offset, count);
      case TANH -> SmoothLoops.tanh(values, offset, count);
      case SIGMOID -> SmoothLoops.sigmoid(values, offset, count);
      case SOFTSIGN -> SmoothLoops.softsign(values, offset, count);
      case SOFTPLUS -> SmoothLoops.softplus(values, offset, count);
      case SWISH -> SmoothLoops.swish(alpha, values, offset, count);
      case GELU -> SmoothLoops.gelu(values, offset, count);
      case GELU_TANH -> SmoothLoops.geluTanh(values, offset, count);
      case MISH -> SmoothLoops.mish(values, offset, count);
      case ERF -> SmoothLoops.erf(values, offset, count);
      case ABS -> ArithmeticLoops.abs(values, offset, count);
      case NEGATE -> ArithmeticLoops.negate(values, offset, count);
      case RECIPROCAL -> ArithmeticLoops.reciprocal(values, offset, count);
      case SQUARE -> ArithmeticLoops.square(values, offset, count);
      case SQRT -> ArithmeticLoops.sqrt(values, offset, count);
      case EXP -> ArithmeticLoops.exp(values, offset, count);
      case LOG -> ArithmeticLoops.log(values, offset, count);
      case POWER -> ArithmeticLoops.power(alpha, values, offset, count);
      case SIGN, FLOOR, CEIL, ROUND, TRUNCATE ->
          WholeNumberLoops.apply(activation.kind(), values, offset, count);
      case SIN, COS, TAN, ASIN, ACOS, ATAN, SINH, COSH, ASINH, ACOSH, ATANH, LOG1P, EXPM1 ->
          TrigonometricLoops.apply(activation.kind(), values, offset, count);
      case IS_NAN -> WholeNumberLoops.isNaN(values, offset, count);
      case IS_INFINITE -> WholeNumberLoops.isInfinite(alpha != 0, beta != 0, values, offset, count);
    }
  }
}
