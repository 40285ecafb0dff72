/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.alignment;

/**
 * Aggregates over readings of which several may have one time: they count as one, their mean. One
 * instance serves all channels.
 */
final class TimeMeans {

  private static final int FIRST_ROOM = 16;

  private double[] means = new double[FIRST_ROOM];

  /** The aggregate of the means of values[from..to), which are in the order of their times. */
  double aggregate(long[] times, double[] values, int from, int to, Aggregate aggregate) {
    if (means.length < to - from) {
      means = new double[Math.max(to - from, 2 * means.length)];
    }
    int count = 0;
    int at = from;
    while (at < to) {
      int end = at + 1;
      while (end < to && times[end] == times[at]) {
        end++;
      }
      means[count++] = Aggregate.MEAN.of(values, at, end);
      at = end;
    }
    return aggregate.of(means, 0, count);
  }
}
