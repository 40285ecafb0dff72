/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.convolution.kernel;

import io.tapline.convolution.layer.Arithmetic;

/**
 * The operations between two arrays, value by value, in place of the first: one small loop each, so
 * that the compiler can use vectors.
 */
public final class FrameArithmetic {

  private FrameArithmetic() {}

  /** Puts {@code values[i] operation operands[i]} into {@code values[i]}, for i below count. */
  public static void apply(Arithmetic operation, float[] values, float[] operands, int count) {
    switch (operation) {
      case ADD -> add(values, operands, count);
      case SUBTRACT -> subtract(values, operands, count);
      case MULTIPLY -> multiply(values, operands, count);
      case DIVIDE -> divide(values, operands, count);
      case MAXIMUM -> maximum(values, operands, count);
      case MINIMUM -> minimum(values, operands, count);
    }
  }

  private static void add(float[] values, float[] operands, int count) {
    for (int i = 0; i < count; i++) {
      values[i] += operands[i];
    }
  }

  private static void subtract(float[] values, float[] operands, int count) {
    for (int i = 0; i < count; i++) {
      values[i] -= operands[i];
    }
  }

  private static void multiply(float[] values, float[] operands, int count) {
    for (int i = 0; i < count; i++) {
      values[i] *= operands[i];
    }
  }

  private static void divide(float[] values, float[] operands, int count) {
    for (int i = 0; i < count; i++) {
      values[i] /= operands[i];
    }
  }

  private static void maximum(float[] values, float[] operands, int count) {
    for (int i = 0; i < count; i++) {
      values[i] = Math.max(values[i], operands[i]);
    }
  }

  private static void minimum(float[] values, float[] operands, int count) {
    for (int i = 0; i < count; i++) {
      values[i] = Math.min(values[i], operands[i]);
    }
  }
}
