/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.flink.state;

import io.tapline.alignment.AlignmentState;

/** A device's alignment, and the event-time timer that will look whether it has gone silent. */
public final class DeviceAlignment {

  /** No timer is set. */
  public static final long NO_TIMER = Long.MIN_VALUE;

  private final AlignmentState alignment;
  private long timerMillis;

  public DeviceAlignment(AlignmentState alignment, long timerMillis) {
    this.alignment = alignment;
    this.timerMillis = timerMillis;
  }

  public AlignmentState alignment() {
    return alignment;
  }

  public long timerMillis() {
    return timerMillis;
  }

  public void timerMillis(long millis) {
    timerMillis = millis;
  }

  DeviceAlignment copy() {
    return new DeviceAlignment(alignment.copy(), timerMillis);
  }
}
