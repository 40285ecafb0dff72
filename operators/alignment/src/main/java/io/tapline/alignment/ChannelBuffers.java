/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.alignment;

/**
 * What the channels of one device have waiting, what they hold, and how far their times are.
 *
 * <p>As long as every record brings whole rows, all channels of one time, they are kept as {@link
 * ReadingRows}. With the first reading that comes without the others each channel gets a ring (see
 * {@link ChannelRings}); when all have the same times again, and a whole row comes, they come
 * together again. What is kept is the same either way: times and values of each channel, in the
 * order of time.
 */
final class ChannelBuffers {

  /** Earlier than every time: no reading yet. */
  static final long NEVER = Long.MIN_VALUE;

  /** The index of what a channel holds; those that wait are counted from 0. */
  static final int HELD = -1;

  private final int channels;
  private boolean together;
  private ReadingRows rows;
  private ChannelRings rings;
  private long furthest = NEVER;
  private int laggard;

  /** Channels that have sent nothing yet. */
  ChannelBuffers(int channels) {
    this.channels = channels;
    rows = new ReadingRows(channels);
    together = true;
  }

  /** The same, each with room for so many readings. */
  ChannelBuffers(int[] waiting) {
    channels = waiting.length;
    rings = new ChannelRings(waiting);
  }

  private ChannelBuffers(ChannelBuffers from) {
    channels = from.channels;
    together = from.together;
    rows = from.together ? new ReadingRows(from.rows) : null;
    rings = from.together ? null : new ChannelRings(from.rings);
    furthest = from.furthest;
  }

  int channels() {
    return channels;
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

  /** A channel's largest time so far. */
  long clock(int channel) {
    return together ? rows.clock() : rings.clock(channel);
  }

  /** How many readings of a channel wait. */
  int size(int channel) {
    return together ? rows.size() : rings.size(channel);
  }

  long timeAt(int channel, int index) {
    return together ? rows.timeAt(index) : rings.timeAt(channel, index);
  }

  double valueAt(int channel, int index) {
    return together ? rows.valueAt(channel, index) : rings.valueAt(channel, index);
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
    for (int c = 0; c < channels; c++) {
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
    if (together) {
      return firstTime(0);
    }
    long first = Long.MAX_VALUE;
    for (int c = 0; c < channels; c++) {
      first = Math.min(first, firstTime(c));
    }
    return first;
  }

  /** Whether any reading of before a time waits. */
  boolean anyBefore(long end) {
    int asked = together ? 1 : channels;
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

  /** Whether all channels have the same times, and so takes whole rows from now on. */
  boolean comeTogether() {
    if (!together && areAlike()) {
      join();
    }
    return together;
  }

  /** The rows, of channels that are together. */
  ReadingRows rows() {
    return rows;
  }

  boolean areTogether() {
    return together;
  }

  /** Notes that rows have been added. */
  void rowsAdded() {
    furthest = rows.clock();
  }

  /** Moves a channel's clock on to a time; false where it has been there already. */
  boolean advanceClock(int channel, long time) {
    if (time <= clock(channel)) {
      return false;
    }
    part();
    rings.clock(channel, time);
    furthest = Math.max(furthest, time);
    return true;
  }

  /** Adds a reading behind all that wait, none of which is later. */
  void append(int channel, long time, double value) {
    part();
    rings.append(channel, time, value);
  }

  /** Inserts a reading of a time that no other has, at the insertion point. */
  void insert(int channel, int at, long time, double value) {
    part();
    rings.insert(channel, at, time, value);
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

  /** Replaces a value and returns the one that was there. */
  double replace(int channel, int index, double value) {
    double old = valueAt(channel, index);
    if (together) {
      rows.value(channel, index, value);
    } else {
      rings.set(channel, index, rings.timeAt(channel, index), value);
    }
    return old;
  }

  /** Takes the first {@code count} readings away; a value is held from now on. */
  void take(int channel, int count, double held) {
    part();
    if (count > 1 || held != rings.valueAt(channel, 0)) {
      replace(channel, count - 1, held);
    }
    rings.drop(channel, count);
  }

  void hold(int channel, long time, double value) {
    part();
    rings.set(channel, HELD, time, value);
  }

  /** Drops the waiting readings earlier than a time and returns how many they were. */
  int dropBefore(long end) {
    part();
    int dropped = 0;
    for (int c = 0; c < channels; c++) {
      int count = countBefore(c, end);
      long heldTime = heldTime(c);
      double heldValue = heldValue(c);
      rings.drop(c, count);
      hold(c, heldTime, heldValue);
      dropped += count;
    }
    return dropped;
  }

  /** Sets what a saved state says of a channel; its waiting readings are appended after that. */
  void restore(int channel, long clock, long heldTime, double heldValue) {
    hold(channel, heldTime, heldValue);
    rings.clock(channel, clock);
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
    return furthest + (together ? rows.clock() : 0);
  }

  /** Reads what a record is likely to touch: see {@link AlignmentState#touchChannels}. */
  long touch(int count, int firstChannel) {
    return together ? rows.touch(Math.max(1, count / channels)) : rings.touch(firstChannel);
  }

  private boolean areAlike() {
    for (int c = 1; c < channels; c++) {
      if (rings.clock(c) != rings.clock(0) || rings.size(c) != rings.size(0)) {
        return false;
      }
      for (int index = HELD; index < rings.size(0); index++) {
        if (rings.timeAt(c, index) != rings.timeAt(0, index)) {
          return false;
        }
      }
    }
    for (int index = 1; index < rings.size(0); index++) {
      if (rings.timeAt(0, index) == rings.timeAt(0, index - 1)) {
        return false;
      }
    }
    return true;
  }

  private void join() {
    if (rows == null) {
      rows = new ReadingRows(channels);
    }
    rows.clear();
    for (int index = HELD; index < rings.size(0); index++) {
      if (index == HELD) {
        rows.time(HELD, rings.timeAt(0, HELD));
      } else {
        rows.insert(index, rings.timeAt(0, index));
      }
      for (int c = 0; c < channels; c++) {
        rows.value(c, index, rings.valueAt(c, index));
      }
    }
    rows.clock(rings.clock(0));
    together = true;
  }

  /** Both ways of keeping them stay, since a device may change to and fro. */
  private void part() {
    if (!together) {
      return;
    }
    together = false;
    if (rings == null) {
      rings = new ChannelRings(new int[channels]);
    }
    rings.clear();
    for (int c = 0; c < channels; c++) {
      rings.clock(c, rows.clock());
      rings.set(c, HELD, rows.timeAt(HELD), rows.valueAt(c, HELD));
      for (int index = 0; index < rows.size(); index++) {
        rings.append(c, rows.timeAt(index), rows.valueAt(c, index));
      }
    }
    if (rows.clock() == NEVER) {
      // Of a device that never had a row.
      rows = null;
    }
  }
}
