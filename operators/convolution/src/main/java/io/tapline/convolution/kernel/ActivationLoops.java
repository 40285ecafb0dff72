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
    switch (activation.kind()) {
      case LINEAR -> {}
      case RELU -> relu(values, count);
      case ELU -> elu(activation.alpha(), values, count);
      case TANH -> tanh(values, count);
      case SIGMOID -> sigmoid(values, count);
      case ABS -> abs(values, count);
    }
  }

  private static void relu(float[] values, int count) {
    for (int i = 0; i < count; i++) {
      values[i] = Math.max(values[i], 0f);
    }
  }

  private static void elu(float alpha, float[] values, int count) {
    for (int i = 0; i < count; i++) {
      float x = values[i];
      float below = alpha * Transcendentals.expm1(x > 0f ? 0f : x);
      values[i] = x > 0f ? x : below;
    }
  }

  private static void tanh(float[] values, int count) {
    for (int i = 0; i < count; i++) {
      values[i] = Transcendentals.tanh(values[i]);
    }
  }

  private static void sigmoid(float[] values, int count) {
    for (int i = 0; i < count; i++) {
      values[i] = Transcendentals.sigmoid(values[i]);
    }
  }

  private static void abs(float[] values, int count) {
    for (int i = 0; i < count; i++) {
      values[i] = Math.abs(values[i]);
    }
  }
}
