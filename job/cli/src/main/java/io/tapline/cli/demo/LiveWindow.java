/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.cli.demo;

import java.time.Duration;

/**
 * The event times whose latency says something of a job that runs on and on: not the first, when it
 * had just caught up, and not the last, whose frames wait for readings that the recording no longer
 * has.
 */
record LiveWindow(long fromMicros, long untilMicros) {

  private static final Duration SETTLING = Duration.ofSeconds(2);

  static LiveWindow within(long liveFromMicros, long endMicros) {
    long settling = SETTLING.toNanos() / 1_000;
    return new LiveWindow(liveFromMicros + settling, endMicros - settling);
  }

  boolean holds(long micros) {
    return micros >= fromMicros && micros < untilMicros;
  }
}
