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

  /** The time of a timer that the first watermark fires, whatever it is. */
  public static final long FIRST_WATERMARK = Long.MIN_VALUE + 1;

  private static final long NEVER_SEEN = Long.MIN_VALUE;

  private final AlignmentState alignment;
  private long timerMillis;
  private long seenMillis;
  private int gone;

  /** A device that has not been heard yet. */
  public DeviceAlignment(AlignmentState alignment) {
    this(alignment, NO_TIMER, NEVER_SEEN, 0);
  }

  /**
   * @param seenMillis see {@link #seenMillis()}
   * @param gone readings that waited in channels which the layout no longer has, and which nobody
   *     has accounted for yet
   */
  DeviceAlignment(AlignmentState alignment, long timerMillis, long seenMillis, int gone) {
    this.alignment = alignment;
    this.timerMillis = timerMillis;
    this.seenMillis = seenMillis;
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

  /**
   * When the device was last heard: the watermark of that time, or the record's timestamp where
   * that is ahead of it. It never goes back, though a watermark does when a job is restored.
   */
  public long seenMillis() {
    return seenMillis;
  }

  public void seenAt(long millis) {
    seenMillis = Math.max(seenMillis, millis);
  }

  /** The timer has fired, and none is needed until the device is heard again. */
  public void noTimer() {
    timerMillis = NO_TIMER;
  }

  /** Reads the objects that make up the device: see {@link AlignmentState#touch}. */
  public long touch() {
    return seenMillis + alignment.touch();
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
    return new DeviceAlignment(moved, timerMillis, seenMillis, gone + lost);
  }

  DeviceAlignment copy() {
    return new DeviceAlignment(alignment.copy(), timerMillis, seenMillis, gone);
  }
}
