/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.kernel;

import io.tapline.network.function.Arithmetic;

/** The operations between two arrays, value by value: one small loop each. */
public final class FrameArithmetic {

  private FrameArithmetic() {}

  /** Puts {@code a[at + i] operation b[bt + i]} into {@code r[rt + i]}, for i below count. */
  public static void apply(
      Arithmetic operation, float[] a, int at, float[] b, int bt, float[] r, int rt, int count) {
    switch (operation) {
      case ADD -> add(a, at, b, bt, r, rt, count);
      case SUBTRACT -> subtract(a, at, b, bt, r, rt, count);
      case MULTIPLY -> multiply(a, at, b, bt, r, rt, count);
      case DIVIDE -> divide(a, at, b, bt, r, rt, count);
      case MAXIMUM -> maximum(a, at, b, bt, r, rt, count);
      case MINIMUM -> minimum(a, at, b, bt, r, rt, count);
      case EQUAL, NOT_EQUAL, GREATER, GREATER_OR_EQUAL, LESS, LESS_OR_EQUAL ->
          ComparisonLoops.apply(operation, a, at, b, bt, r, rt, count);
      case MODULO, REMAINDER, POWER, ATAN2 ->
          BinaryFunctionLoops.apply(operation, a, at, b, bt, r, rt, count);
    }
  }

  private static void add(float[] a, int at, float[] b, int bt, float[] r, int rt, int count) {
    for (int i = 0; i < count; i++) {
      r[rt + i] = a[at + i] + b[bt + i];
    }
  }

  private static void subtract(float[] a, int at, float[] b, int bt, float[] r, int rt, int count) {
    for (int i = 0; i < count; i++) {
      r[rt + i] = a[at + i] - b[bt + i];
    }
  }

  private static void multiply(float[] a, int at, float[] b, int bt, float[] r, int rt, int count) {
    for (int i = 0; i < count; i++) {
      r[rt + i] = a[at + i] * b[bt + i];
    }
  }

  private static void divide(float[] a, int at, float[] b, int bt, float[] r, int rt, int count) {
    for (int i = 0; i < count; i++) {
      r[rt + i] = a[at + i] / b[bt + i];
    }
  }

  private static void maximum(float[] a, int at, float[] b, int bt, float[] r, int rt, int count) {
    for (int i = 0; i < count; i++) {
      r[rt + i] = Math.max(a[at + i], b[bt + i]);
    }
  }

  private static void minimum(float[] a, int at, float[] b, int bt, float[] r, int rt, int count) {
    for (int i = 0; i < count; i++) {
      r[rt + i] = Math.min(a[at + i], b[bt + i]);
    }
  }
}
