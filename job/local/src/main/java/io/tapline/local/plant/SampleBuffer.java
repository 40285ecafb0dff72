/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.local.plant;

import io.tapline.schemas.Readings;
import java.util.Arrays;

/** Samples of one channel that wait for their upload, in the order of their time stamps. */
final class SampleBuffer {

  private final String channel;
  private long[] stamps = new long[64];
  private double[] values = new double[64];
  private int size;

  SampleBuffer(String channel) {
    this.channel = channel;
  }

  void add(long stampMicros, double value) {
    if (size == stamps.length) {
      stamps = Arrays.copyOf(stamps, 2 * size);
      values = Arrays.copyOf(values, 2 * size);
    }
    stamps[size] = stampMicros;
    values[size] = value;
    size++;
  }

  /**
   * Moves what is stamped before {@code cutMicros} into a batch; returns how many of these are
   * duplicates.
   *
   * @param swapHalves whether the later half goes first
   */
  int drainBefore(long cutMicros, boolean swapHalves, Readings batch) {
    int count = 0;
    int duplicates = 0;
    while (count < size && stamps[count] < cutMicros) {
      if (count > 0 && stamps[count] == stamps[count - 1]) {
        duplicates++;
      }
      count++;
    }
    if (count > 0) {
      batch.beginChannel(channel);
      int first = swapHalves ? count / 2 : 0;
      copy(first, count, batch);
      copy(0, first, batch);
    }
    size -= count;
    System.arraycopy(stamps, count, stamps, 0, size);
    System.arraycopy(values, count, values, 0, size);
    return duplicates;
  }

  private void copy(int from, int to, Readings batch) {
    for (int i = from; i < to; i++) {
      batch.add(stamps[i], values[i]);
    }
  }
}
