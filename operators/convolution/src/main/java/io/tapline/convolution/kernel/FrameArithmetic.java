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

  /**
   * Puts {@code values[at + i] operation operands[from + i]} into {@code values[at + i]}, for i
   * below count.
   */
  public static void apply(
      Arithmetic operation, float[] values, int at, float[] operands, int from, int count) {
    switch (operation) {
      case ADD -> add(values, at, operands, from, count);
      case SUBTRACT -> subtract(values, at, operands, from, count);
      case MULTIPLY -> multiply(values, at, operands, from, count);
      case DIVIDE -> divide(values, at, operands, from, count);
      case MAXIMUM -> maximum(values, at, operands, from, count);
      case MINIMUM -> minimum(values, at, operands, from, count);
    }
  }

  private static void add(float[] values, int at, float[] operands, int from, int count) {
    for (int i = 0; i < count; i++) {
      values[at + i] += operands[from + i];
    }
  }

  private static void subtract(float[] values, int at, float[] operands, int from, int count) {
    for (int i = 0; i < count; i++) {
      values[at + i] -= operands[from + i];
    }
  }

  private static void multiply(float[] values, int at, float[] operands, int from, int count) {
    for (int i = 0; i < count; i++) {
      values[at + i] *= operands[from + i];
    }
  }

  private static void divide(float[] values, int at, float[] operands, int from, int count) {
    for (int i = 0; i < count; i++) {
      values[at + i] /= operands[from + i];
    }
  }

  private static void maximum(float[] values, int at, float[] operands, int from, int count) {
    for (int i = 0; i < count; i++) {
      values[at + i] = Math.max(values[at + i], operands[from + i]);
    }
  }

  private static void minimum(float[] values, int at, float[] operands, int from, int count) {
    for (int i = 0; i < count; i++) {
      values[at + i] = Math.min(values[at + i], operands[from + i]);
    }
  }
}
