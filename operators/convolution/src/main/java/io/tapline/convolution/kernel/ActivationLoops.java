/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.convolution.kernel;

import io.tapline.convolution.layer.Activation;

/**
 * The activations, in place over many values: one small loop each, so that the compiler can use
 * vectors.
 */
public final class ActivationLoops {

  private ActivationLoops() {}

  public static void apply(Activation activation, float[] values, int count) {
    float alpha = activation.alpha();
    float beta = activation.beta();
    switch (activation.kind()) {
      case LINEAR -> {}
      case RELU -> PiecewiseLoops.relu(values, count);
      case CLIP -> PiecewiseLoops.clip(alpha, beta, values, count);
      case LEAKY_RELU -> PiecewiseLoops.leakyRelu(alpha, values, count);
      case THRESHOLDED_RELU -> PiecewiseLoops.thresholdedRelu(alpha, values, count);
      case SHRINK -> PiecewiseLoops.shrink(alpha, beta, values, count);
      case HARD_SIGMOID -> PiecewiseLoops.hardSigmoid(alpha, beta, values, count);
      case HARD_SWISH -> PiecewiseLoops.hardSwish(values, count);
      case ELU -> SmoothLoops.elu(alpha, values, count);
      case SELU -> SmoothLoops.selu(alpha, beta, values, count);
      case CELU -> SmoothLoops.celu(alpha, values, count);
      case TANH -> SmoothLoops.tanh(values, count);
      case SIGMOID -> SmoothLoops.sigmoid(values, count);
      case SOFTSIGN -> SmoothLoops.softsign(values, count);
      case SOFTPLUS -> SmoothLoops.softplus(values, count);
      case SWISH -> SmoothLoops.swish(alpha, values, count);
      case GELU -> SmoothLoops.gelu(values, count);
      case GELU_TANH -> SmoothLoops.geluTanh(values, count);
      case MISH -> SmoothLoops.mish(values, count);
      case ERF -> SmoothLoops.erf(values, count);
      case ABS -> ArithmeticLoops.abs(values, count);
      case NEGATE -> ArithmeticLoops.negate(values, count);
      case RECIPROCAL -> ArithmeticLoops.reciprocal(values, count);
      case SQUARE -> ArithmeticLoops.square(values, count);
      case SQRT -> ArithmeticLoops.sqrt(values, count);
      case EXP -> ArithmeticLoops.exp(values, count);
      case LOG -> ArithmeticLoops.log(values, count);
      case POWER -> ArithmeticLoops.power(alpha, values, count);
    }
  }
}
