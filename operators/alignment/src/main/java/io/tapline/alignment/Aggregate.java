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

  /** The reading with the least time. */
  FIRST {
    @Override
    double of(double[] values, int from, int to) {
      return values[from];
    }
  },

  /** The arithmetic mean, summed in the order of time, so that arrival order moves no bit. */
  MEAN {
    @Override
    double of(double[] values, int from, int to) {
      return SUM.of(values, from, to) / (to - from);
    }
  },

  /** The least value. */
  MIN {
    @Override
    double of(double[] values, int from, int to) {
      double least = values[from];
      for (int i = from + 1; i < to; i++) {
        least = Math.min(least, values[i]);
      }
      return least;
    }
  },

  /** The greatest value. */
  MAX {
    @Override
    double of(double[] values, int from, int to) {
      double greatest = values[from];
      for (int i = from + 1; i < to; i++) {
        greatest = Math.max(greatest, values[i]);
      }
      return greatest;
    }
  },

  /** The sum, in the order of time. */
  SUM {
    @Override
    double of(double[] values, int from, int to) {
      double sum = values[from];
      for (int i = from + 1; i < to; i++) {
        sum += values[i];
      }
      return sum;
    }
  },

  /** How many readings there are. */
  COUNT {
    @Override
    double of(double[] values, int from, int to) {
      return to - from;
    }
  };

  /** The aggregate of values[from..to), which are in the order of time and at least one. */
  abstract double of(double[] values, int from, int to);
}
