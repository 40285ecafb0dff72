/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.flink.state;

import io.tapline.alignment.AlignmentState;
import java.util.List;

/** A device's alignment, and the event-time timer that will look whether it has gone silent. */
public final class DeviceAlignment {

  /** No timer is set. */
  public static final long NO_TIMER = Long.MIN_VALUE;

  private final AlignmentState alignment;
  private long timerMillis;
  private int gone;

  public DeviceAlignment(AlignmentState alignment, long timerMillis) {
    this(alignment, timerMillis, 0);
  }

  /**
   * @param gone readings that waited in channels which the layout no longer has, and which nobody
   *     has accounted for yet
   */
  DeviceAlignment(AlignmentState alignment, long timerMillis, int gone) {
    this.alignment = alignment;
    this.timerMillis = timerMillis;
    this.gone = gone;
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

  int gone() {
    return gone;
  }

  /**
   * How many readings have gone with their channels since this was last asked. A change of layout
   * may happen where nobody counts, as while a state backend migrates; so it is remembered here.
   */
  public int takeGone() {
    int taken = gone;
    gone = 0;
    return taken;
  }

  /** The same device under another layout; this one where the names are the same already. */
  public DeviceAlignment forLayout(List<String> channelNames) {
    AlignmentState moved = alignment.forLayout(channelNames);
    if (moved == alignment) {
      return this;
    }
    int lost = alignment.buffered() - moved.buffered();
    return new DeviceAlignment(moved, timerMillis, gone + lost);
  }

  DeviceAlignment copy() {
    return new DeviceAlignment(alignment.copy(), timerMillis, gone);
  }
}
