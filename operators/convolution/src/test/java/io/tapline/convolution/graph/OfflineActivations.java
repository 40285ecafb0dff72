/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.convolution.graph;

import io.tapline.convolution.layer.Activation;

/** Activations in float64, by the functions of {@link Math}. */
final class OfflineActivations {

  private OfflineActivations() {}

  static double apply(Activation activation, double x) {
    double alpha = activation.alpha();
    return switch (activation.kind()) {
      case LINEAR -> x;
      case RELU -> Math.max(x, 0);
      case ELU -> x > 0 ? x : alpha * Math.expm1(x);
      case TANH -> Math.tanh(x);
      case SIGMOID -> 1 / (1 + Math.exp(-x));
      case ABS -> Math.abs(x);
    };
  }
}
