/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.kernel;

import io.tapline.network.function.Arithmetic;

/** Comparisons between two arrays, value by value: 1 for true, 0 for false. */
final class ComparisonLoops {

  private ComparisonLoops() {}

  static void apply(
      Arithmetic operation, float[] a, int at, float[] b, int bt, float[] r, int rt, int count) {
    for (int i = 0; i < count; i++) {
      r[rt + i] = holds(operation, a[at + i], b[bt + i]) ? 1f : 0f;
    }
  }

  private static boolean holds(Arithmetic operation, float a, float b) {
    return switch (operation) {
      case EQUAL -> a == b;
      case NOT_EQUAL -> a != b;
      case GREATER -> a > b;
      case GREATER_OR_EQUAL -> a >= b;
      case LESS -> a < b;
      case LESS_OR_EQUAL -> a <= b;
      default -> throw new IllegalArgumentException("compares nothing: " + operation);
    };
  }
}
