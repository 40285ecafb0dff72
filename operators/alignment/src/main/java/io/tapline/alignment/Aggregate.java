/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.alignment;

/** How the readings of one channel within one tick become one value. */
public enum Aggregate {
  /** The reading with the greatest time. */
  LAST {
    @Override
    double of(double[] values, int from, int to) {
      return values[to - 1];
    }
  },

  /** The arithmetic mean, summed in the order of time, so that arrival order moves no bit. */
  MEAN {
    @Override
    double of(double[] values, int from, int to) {
      double sum = values[from];
      for (int i = from + 1; i < to; i++) {
        sum += values[i];
      }
      return sum / (to - from);
    }
  };

  /** The aggregate of values[from..to), which are in the order of time and at least one. */
  abstract double of(double[] values, int from, int to);
}
