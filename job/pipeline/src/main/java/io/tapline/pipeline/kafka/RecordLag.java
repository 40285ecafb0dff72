/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.pipeline.kafka;

/**
 * How old a partition's records are when they are read at its end, by the wall clock: what their
 * way from the timestamp to the reader takes, and the difference of the clocks. The most of the
 * last seconds with records counts; it is no state.
 */
final class RecordLag {

  /** Older records are those of a recording that is published again. */
  private static final long LIVE_MILLIS = 10_000;

  private static final long WINDOW_MILLIS = 10_000;
  private static final long UNKNOWN = -1;

  private long windowStart;
  private long most = UNKNOWN;
  private long mostBefore = UNKNOWN;

  /** Notes the timestamp of a record that has just been read. */
  void note(long nowMillis, long timestampMillis) {
    if (nowMillis - windowStart >= WINDOW_MILLIS) {
      boolean justBefore = nowMillis - windowStart < 2 * WINDOW_MILLIS;
      mostBefore = justBefore ? most : UNKNOWN;
      most = UNKNOWN;
      windowStart = nowMillis;
    }
    most = Math.max(most, Math.max(0, nowMillis - timestampMillis));
  }

  /** Whether the last records had just been written when they were read. */
  boolean isLive() {
    return millis() != UNKNOWN && millis() <= LIVE_MILLIS;
  }

  /** The age; of no use where the partition is not live. */
  long millis() {
    return Math.max(most, mostBefore);
  }
}
