/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.alignment;

/** The readings of one channel in one tick, as one value. One instance serves all channels. */
final class TickReadings {

  private static final int FIRST_ROOM = 16;

  private double[] values = new double[FIRST_ROOM];

  /**
   * The aggregate of a channel's first {@code count} readings, at least one, which go on waiting.
   */
  double aggregate(ChannelBuffers channels, int channel, int count, Channel how) {
    if (count == 1) {
      return how.aggregate() == Aggregate.COUNT ? 1 : channels.valueAt(channel, 0);
    }
    if (values.length < count) {
      values = new double[Math.max(count, 2 * values.length)];
    }
    for (int i = 0; i < count; i++) {
      values[i] = channels.valueAt(channel, i);
    }
    int times = how.duplicates() == Duplicates.MEAN ? takeMeans(channels, channel, count) : count;
    return how.aggregate().of(values, 0, times);
  }

  /** Lets readings of equal times count as one, their mean; returns how many there are then. */
  private int takeMeans(ChannelBuffers channels, int channel, int count) {
    int means = 0;
    int from = 0;
    while (from < count) {
      int to = from + 1;
      while (to < count && channels.timeAt(channel, to) == channels.timeAt(channel, from)) {
        to++;
      }
      values[means++] = Aggregate.MEAN.of(values, from, to);
      from = to;
    }
    return means;
  }
}
