/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.alignment;

import java.io.Serializable;

/**
 * The time grid: tick k is the interval [start(k), start(k) + period).
 *
 * @param originMicros the start of tick 0, in microseconds since the epoch
 * @param periodMicros the length of a tick, in microseconds, at least 1
 */
public record Grid(long originMicros, long periodMicros) implements Serializable {

  public Grid {
    if (periodMicros < 1) {
      throw new IllegalArgumentException(
          "the grid's period must be at least 1 microsecond: periodMicros=" + periodMicros);
    }
  }

  /** The tick that holds a time. */
  public long tickOf(long micros) {
    return Math.floorDiv(micros - originMicros, periodMicros);
  }

  /** The first microsecond of a tick: its label. */
  public long startOf(long tick) {
    return originMicros + tick * periodMicros;
  }

  /** The first microsecond after a tick. */
  public long endOf(long tick) {
    return startOf(tick + 1);
  }

  /** The last tick that has ended at a time. */
  public long lastTickEndedAt(long micros) {
    return tickOf(micros) - 1;
  }
}
