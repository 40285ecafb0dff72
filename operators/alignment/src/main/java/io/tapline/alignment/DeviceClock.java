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
 *
 * <h2>Several partitions</h2>
 *
 * <p>That holds for readings of one partition, where "comes before" is the order of the log. Of two
 * partitions one may be read hours ahead of the other, so the furthest clock of the one says
 * nothing of a channel in the other. There ({@link PartitionClocks}) a channel counts with
 *
 * <pre>
 *   max(clock(channel), furthest(home) − wait(channel), evidence(channel))   with one home
 *   evidence(channel)                                                        without, or roaming
 * </pre>
 *
 * <p>where furthest(home) is the furthest clock of the partition from which the channel comes, if
 * all of the device's records there came by one route: those of another key may be there by chance,
 * and the channel's next record, by a key of its own, elsewhere. And evidence(channel) is the
 * latest time x with W ≥ R(x) + wait(channel): W is the watermark, up to which every record of
 * every partition has been read, and R(x) the timestamp of the record with which any of the
 * device's channels reached x.
 *
 * <p>The promise: let the readings of a channel with a home come from that partition, within the
 * bounds above as far as that partition goes, and let every reading's record be written at most
 * {@code wait} after R(t + disorder). Then no reading is late, however the partitions are read. For
 * let a reading of time t in tick k come, and suppose that k has been released: its channel counted
 * with L = end(k) + disorder &gt; t + disorder at least. Not by its own clock nor by
 * furthest(home): the proof above holds in the home. So by evidence: W ≥ R(L) + wait ≥ R(t +
 * disorder) + wait, hence the reading's record, written by then, had been read: a contradiction.
 * The promise does not cover the first readings of a channel that begins to come from a second
 * partition besides its home: it roams from its first one on.
 *
 * <p>A channel that has never come, and one whose producers choose the partition at random, cost
 * the device the delay of the watermark, and never a reading. The first design gave such a channel
 * up when the device's slowest known partition had passed it; but a sensor that sends once a minute
 * to a topic of its own was then late in every catch-up.
 */
final class DeviceClock {

  private final long[] waitMicros;

  DeviceClock(ChannelLayout layout) {
    waitMicros = layout.measured().stream().mapToLong(Channel::waitMicros).toArray();
  }

  /**
   * The clock of a device that has sent something, in one order. For {@link #isBefore} it notes a
   * channel that keeps the clock before a time, if one does: of several the one that came last, as
   * it may well be the last to come again.
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

  /**
   * The clock of a device of several partitions; {@link ChannelBuffers#NEVER} where there is no
   * evidence yet of a channel.
   *
   * @param watermarkMicros up to where all records have been read; {@link ChannelBuffers#NEVER}
   *     where that is not known
   */
  long of(ChannelBuffers channels, PartitionClocks partitions, long watermarkMicros) {
    long clock = Long.MAX_VALUE;
    for (int c = 0; c < waitMicros.length; c++) {
      clock = Math.min(clock, own(channels, partitions, watermarkMicros, c));
    }
    return clock;
  }

  private long own(
      ChannelBuffers channels, PartitionClocks partitions, long watermarkMicros, int channel) {
    long evidence =
        watermarkMicros == ChannelBuffers.NEVER
            ? ChannelBuffers.NEVER
            : partitions.evidence().reachedBy(watermarkMicros - waitMicros[channel]);
    int home = partitions.ways().home(channel);
    if (home == ChannelWays.NO_HOME || partitions.ways().roams(channel, watermarkMicros)) {
      return evidence;
    }
    long ofLog =
        partitions.routeAt(home) == Route.NONE
            ? ChannelBuffers.NEVER
            : partitions.furthestAt(home) - waitMicros[channel];
    return Math.max(Math.max(channels.clock(channel), ofLog), evidence);
  }

  /**
   * The watermark with which the clock of a device of several partitions reaches a time, should no
   * other record come; {@link Long#MAX_VALUE} where none makes it.
   */
  long watermarkFor(
      ChannelBuffers channels, PartitionClocks partitions, long watermarkMicros, long time) {
    long least = Long.MIN_VALUE;
    long reached = partitions.evidence().recordThatReached(time);
    for (int c = 0; c < waitMicros.length; c++) {
      if (own(channels, partitions, watermarkMicros, c) < time) {
        if (reached == Long.MAX_VALUE) {
          return reached;
        }
        least = Math.max(least, reached + waitMicros[c]);
      }
    }
    return least == Long.MIN_VALUE ? Long.MAX_VALUE : least;
  }
}
