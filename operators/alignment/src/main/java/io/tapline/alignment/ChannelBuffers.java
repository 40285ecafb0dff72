/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.alignment;

/** What the channels of one device have waiting, what they hold, and how far their times are. */
final class ChannelBuffers extends WaitingReadings {

  private long furthest = NEVER;
  private int laggard;

  /** Channels that have sent nothing yet. */
  ChannelBuffers(int channels) {
    super(channels);
  }

  /** The same, each with room for so many readings. */
  ChannelBuffers(int[] waiting) {
    super(waiting);
  }

  private ChannelBuffers(ChannelBuffers from) {
    super(from);
    furthest = from.furthest;
  }

  /** The largest clock. */
  long furthest() {
    return furthest;
  }

  /** A channel that was behind when all were last looked at; it is no state. */
  int laggard() {
    return laggard;
  }

  void laggard(int channel) {
    laggard = channel;
  }

  /** When the reading was taken whose value is held; {@link #NEVER} where none is. */
  long heldTime(int channel) {
    return timeAt(channel, HELD);
  }

  double heldValue(int channel) {
    return valueAt(channel, HELD);
  }

  /** How many readings wait, over all channels. */
  int waiting() {
    int waiting = 0;
    for (int c = 0; c < channels(); c++) {
      waiting += size(c);
    }
    return waiting;
  }

  /** A channel's earliest waiting time, or {@link Long#MAX_VALUE} where none waits. */
  long firstTime(int channel) {
    return size(channel) == 0 ? Long.MAX_VALUE : timeAt(channel, 0);
  }

  /** The earliest time that waits, or {@link Long#MAX_VALUE} where none does. */
  long firstTime() {
    if (areTogether()) {
      return firstTime(0);
    }
    long first = Long.MAX_VALUE;
    for (int c = 0; c < channels(); c++) {
      first = Math.min(first, firstTime(c));
    }
    return first;
  }

  /** Whether any reading of before a time waits. */
  boolean anyBefore(long end) {
    int asked = areTogether() ? 1 : channels();
    for (int c = 0; c < asked; c++) {
      if (firstTime(c) < end) {
        return true;
      }
    }
    return false;
  }

  /** How many waiting readings of a channel are earlier than a time. */
  int countBefore(int channel, long end) {
    int size = size(channel);
    int count = 0;
    while (count < size && timeAt(channel, count) < end) {
      count++;
    }
    return count;
  }

  /** The index of a time's reading, or, where there is none, {@code -(insertion point) - 1}. */
  int find(int channel, long time) {
    int low = 0;
    int high = size(channel) - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      long there = timeAt(channel, middle);
      if (there < time) {
        low = middle + 1;
      } else if (there > time) {
        high = middle - 1;
      } else {
        return middle;
      }
    }
    return -low - 1;
  }

  /** Notes that rows have been added. */
  void rowsAdded() {
    furthest = rows().clock();
  }

  /** Moves a channel's clock on to a time; false where it has been there already. */
  boolean advanceClock(int channel, long time) {
    if (time <= clock(channel)) {
      return false;
    }
    clock(channel, time);
    furthest = Math.max(furthest, time);
    return true;
  }

  /**
   * Inserts a reading beside others of its time, in the order of their values: that of their
   * arrival moves no bit then.
   *
   * @param at the index of one of them
   * @param most how many may have that time
   * @return whether there were fewer
   */
  boolean insertBeside(int channel, int at, long time, double value, int most) {
    int first = at;
    while (first > 0 && timeAt(channel, first - 1) == time) {
      first--;
    }
    int place = first;
    int end = first;
    while (end < size(channel) && timeAt(channel, end) == time) {
      place = Double.compare(valueAt(channel, end), value) < 0 ? end + 1 : place;
      end++;
    }
    if (end - first >= most) {
      return false;
    }
    insert(channel, place, time, value);
    return true;
  }

  /** Takes the first {@code count} readings away; a value is held from now on. */
  void take(int channel, int count, double held) {
    replaceLast(channel, count, held);
    drop(channel, count);
  }

  /**
   * Puts a value in the place of the last of the first {@code count} readings. What is the same to
   * the bit is not written: it would have to be written back to memory.
   */
  void replaceLast(int channel, int count, double value) {
    long there = Double.doubleToRawLongBits(valueAt(channel, count - 1));
    if (Double.doubleToRawLongBits(value) != there) {
      replace(channel, count - 1, value);
    }
  }

  /** Drops the waiting readings earlier than a time and returns how many they were. */
  int dropBefore(long end) {
    int dropped = 0;
    for (int c = 0; c < channels(); c++) {
      int count = countBefore(c, end);
      long heldTime = heldTime(c);
      double heldValue = heldValue(c);
      drop(c, count);
      hold(c, heldTime, heldValue);
      dropped += count;
    }
    return dropped;
  }

  /** Sets what a saved state says of a channel; its waiting readings are appended after that. */
  void restore(int channel, long clock, long heldTime, double heldValue) {
    hold(channel, heldTime, heldValue);
    clock(channel, clock);
    furthest = Math.max(furthest, clock);
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

  /** Reads the objects that say where all lies: see {@link AlignmentState#touch}. */
  long touch() {
    return furthest + (areTogether() ? rows().clock() : 0);
  }
}
