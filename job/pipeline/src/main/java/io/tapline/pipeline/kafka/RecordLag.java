/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.pipeline.kafka;

/**
 * How old the records of a task are when they are read, by the wall clock: in a live stream what
 * producers and brokers take, and the difference of their clocks. The least of the last seconds
 * counts; it is no state.
 */
final class RecordLag {

  /** Older records are those of a catch-up, or of a recording that is published again. */
  private static final long LIVE_MILLIS = 10_000;

  private static final long WINDOW_MILLIS = 10_000;
  private static final long UNKNOWN = Long.MAX_VALUE;

  private long windowStart = Long.MIN_VALUE;
  private long least = UNKNOWN;
  private long leastBefore = UNKNOWN;

  /** Notes the timestamp of a record that has just been read. */
  void note(long nowMillis, long timestampMillis) {
    turn(nowMillis);
    least = Math.min(least, Math.max(0, nowMillis - timestampMillis));
  }

  /** Whether records were read lately that had just been written. */
  boolean isLive(long nowMillis) {
    turn(nowMillis);
    return leastMillis() <= LIVE_MILLIS;
  }

  /** The least age; of no use where the stream is not live. */
  long leastMillis() {
    return Math.min(least, leastBefore);
  }

  private void turn(long nowMillis) {
    if (nowMillis - WINDOW_MILLIS < windowStart) {
      return;
    }
    boolean justBefore = nowMillis - 2 * WINDOW_MILLIS < windowStart;
    leastBefore = justBefore ? least : UNKNOWN;
    least = UNKNOWN;
    windowStart = nowMillis;
  }
}
