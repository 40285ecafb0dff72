/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.alignment;

/**
 * How far a device's time has come, judged by its own channels alone.
 *
 * <p>Every channel is waited for, but never for longer than its {@code wait} behind the furthest
 * one. So a channel counts with its own clock while it is within its wait, and with the furthest
 * clock less its wait when it is further behind, has stopped, or has not begun:
 *
 * <pre>  clock(device) = min over channels of max(clock(channel), furthest − wait(channel))</pre>
 *
 * <p>Why not leave a lagging channel out altogether? Because the clock would then leap ahead by up
 * to the channel's wait, and what the channel sends next, well within its wait, would be late: at a
 * device's start (the first channel to be heard would not wait for any other), after every silence,
 * and at each reading of a channel that is slower than its wait. With the bound, both terms only
 * grow, so the clock never steps back, and for a reading at time t of a channel with disorder at
 * most {@code disorder}, which comes before the furthest clock has passed t + wait:
 *
 * <pre>
 *   clock(device) ≤ max(clock(channel), furthest − wait) ≤ t + disorder &lt; end(tick(t)) + disorder
 * </pre>
 *
 * <p>so its tick has not been released: within the bounds no reading is late, whatever the order. A
 * channel that must hold nobody up has a wait of 0.
 */
final class DeviceClock {

  private final long[] waitMicros;

  DeviceClock(ChannelLayout layout) {
    waitMicros = layout.measured().stream().mapToLong(Channel::waitMicros).toArray();
  }

  /**
   * The clock of a device that has sent something. For {@link #isBefore} it notes a channel that
   * keeps the clock before a time, if one does: of several the one that came last, as it may well
   * be the last to come again.
   */
  long of(ChannelBuffers channels, long time) {
    long furthest = channels.furthest();
    if (channels.areTogether()) {
      return furthest;
    }
    long clock = furthest;
    long latest = Long.MIN_VALUE;
    for (int c = 0; c < waitMicros.length; c++) {
      long own = own(channels, c);
      clock = Math.min(clock, own);
      if (own < time && own > latest) {
        latest = own;
        channels.laggard(c);
      }
    }
    return clock;
  }

  /**
   * Whether the clock of a device is known to be before a time without a look at all channels: the
   * one that was behind when they were looked at is behind still.
   */
  boolean isBefore(ChannelBuffers channels, long time) {
    long most = channels.areTogether() ? channels.furthest() : own(channels, channels.laggard());
    return most < time;
  }

  private long own(ChannelBuffers channels, int channel) {
    return Math.max(channels.clock(channel), channels.furthest() - waitMicros[channel]);
  }
}
