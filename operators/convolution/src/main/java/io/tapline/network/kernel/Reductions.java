/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.kernel;

import io.tapline.network.function.Reduction;
import java.util.Arrays;

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

  /**
   * Reduces every column of rows that lie one behind the other, as {@link #reduce} does.
   *
   * @param values [count × columns]
   * @param sums scratch, one for each column
   * @param output takes one value for each column, from {@code offset}
   */
  public static void reduceRows(
      Reduction kind, float[] values, int count, double[] sums, float[] output, int offset) {
    int columns = sums.length;
    if (kind == Reduction.MAX || kind == Reduction.MIN) {
      for (int c = 0; c < columns; c++) {
        output[offset + c] = reduce(kind, values, c, columns, count);
      }
      return;
    }
    Arrays.fill(sums, 0);
    for (int row = 0; row < count; row++) {
      for (int c = 0; c < columns; c++) {
        sums[c] += values[row * columns + c];
      }
    }
    int divisor = kind == Reduction.AVERAGE ? count : 1;
    for (int c = 0; c < columns; c++) {
      output[offset + c] = (float) (sums[c] / divisor);
    }
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
