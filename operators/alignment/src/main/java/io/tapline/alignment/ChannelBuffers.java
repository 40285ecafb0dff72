/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.alignment;

import java.util.Arrays;

/** What the channels of one device have waiting, what they hold, and how far their times are. */
final class ChannelBuffers extends WaitingReadings {

  /** Earlier than every time: no reading yet. */
  static final long NEVER = Long.MIN_VALUE;

  private final long[] clocks;
  private final long[] heldTimes;
  private final double[] heldValues;
  private long furthest = NEVER;

  /** Channels that have sent nothing yet. */
  ChannelBuffers(int channels) {
    this(new int[channels]);
  }

  /** The same, each with room for so many readings. */
  ChannelBuffers(int[] waiting) {
    super(waiting);
    clocks = new long[waiting.length];
    heldTimes = new long[waiting.length];
    heldValues = new double[waiting.length];
    Arrays.fill(clocks, NEVER);
    Arrays.fill(heldTimes, NEVER);
  }

  private ChannelBuffers(ChannelBuffers from) {
    super(from);
    clocks = from.clocks.clone();
    heldTimes = from.heldTimes.clone();
    heldValues = from.heldValues.clone();
    furthest = from.furthest;
  }

  /** A channel's largest time so far. */
  long clock(int channel) {
    return clocks[channel];
  }

  /** The largest clock. */
  long furthest() {
    return furthest;
  }

  /** Moves a channel's clock on to a time; false where it has been there already. */
  boolean advanceClock(int channel, long time) {
    if (time <= clocks[channel]) {
      return false;
    }
    clocks[channel] = time;
    furthest = Math.max(furthest, time);
    return true;
  }

  /** Takes the first {@code count} readings away; a value is held from now on. */
  void take(int channel, int count, double held) {
    hold(channel, timeAt(channel, count - 1), held);
    drop(channel, count);
  }

  void hold(int channel, long time, double value) {
    heldTimes[channel] = time;
    heldValues[channel] = value;
  }

  /** When the reading was taken whose value is held; {@link #NEVER} where none is. */
  long heldTime(int channel) {
    return heldTimes[channel];
  }

  double heldValue(int channel) {
    return heldValues[channel];
  }

  /** Sets what a saved state says of a channel; its waiting readings are appended after that. */
  void restore(int channel, long clock, long heldTime, double heldValue) {
    clocks[channel] = clock;
    furthest = Math.max(furthest, clock);
    hold(channel, heldTime, heldValue);
  }

  /** Takes over what a channel of another device state has. */
  void copyChannel(int channel, ChannelBuffers from, int source) {
    restore(channel, from.clock(source), from.heldTime(source), from.heldValue(source));
    for (int index = 0; index < from.size(source); index++) {
      append(channel, from.timeAt(source, index), from.valueAt(source, index));
    }
  }

  ChannelBuffers copy() {
    return new ChannelBuffers(this);
  }
}
