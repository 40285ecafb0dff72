/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.kernel;

import io.tapline.network.function.Reduction;

/** One value for many; sums are kept in float64, from the first to the last. */
public final class Reductions {

  private Reductions() {}

  /** Reduces the values at {@code offset}, {@code offset + step}, …: {@code count} of them. */
  public static float reduce(Reduction kind, float[] values, int offset, int step, int count) {
    return switch (kind) {
      case AVERAGE -> (float) (sum(values, offset, step, count) / count);
      case SUM -> (float) sum(values, offset, step, count);
      case MAX -> max(values, offset, step, count);
      case MIN -> min(values, offset, step, count);
    };
  }

  private static double sum(float[] values, int offset, int step, int count) {
    double sum = 0;
    for (int i = 0; i < count; i++) {
      sum += values[offset + i * step];
    }
    return sum;
  }

  private static float max(float[] values, int offset, int step, int count) {
    float max = Float.NEGATIVE_INFINITY;
    for (int i = 0; i < count; i++) {
      max = Math.max(max, values[offset + i * step]);
    }
    return max;
  }

  private static float min(float[] values, int offset, int step, int count) {
    float min = Float.POSITIVE_INFINITY;
    for (int i = 0; i < count; i++) {
      min = Math.min(min, values[offset + i * step]);
    }
    return min;
  }
}
