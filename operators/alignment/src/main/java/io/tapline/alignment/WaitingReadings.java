/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.alignment;

/**
 * The readings of a device's channels that wait for their ticks, and before them the one that each
 * channel holds.
 *
 * <p>As long as every record brings whole rows, all channels of one time, they are kept as {@link
 * ReadingRows}. With the first reading that comes without the others each channel gets a ring (see
 * {@link ChannelRings}); when all have the same times again, and a whole row comes, they come
 * together again. What is kept is the same either way: times and values of each channel, in the
 * order of time.
 */
class WaitingReadings {

  /** Earlier than every time: no reading yet. */
  static final long NEVER = Long.MIN_VALUE;

  /** The index of what a channel holds; those that wait are counted from 0. */
  static final int HELD = -1;

  private final int channels;
  private boolean together;
  private ReadingRows rows;
  private ChannelRings rings;

  /** Channels that are apart stay so while channel 0 has anything waiting that is no later. */
  private long apartUntil = NEVER;

  /** Channels that have sent nothing yet. */
  WaitingReadings(int channels) {
    this.channels = channels;
    rows = new ReadingRows(channels);
    together = true;
  }

  /** The same, each with room for so many readings. */
  WaitingReadings(int[] waiting) {
    channels = waiting.length;
    rings = new ChannelRings(waiting);
  }

  WaitingReadings(WaitingReadings from) {
    channels = from.channels;
    together = from.together;
    rows = from.together ? new ReadingRows(from.rows) : null;
    rings = from.together ? null : new ChannelRings(from.rings);
  }

  int channels() {
    return channels;
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

  void clock(int channel, long time) {
    part();
    rings.clock(channel, time);
  }

  /**
   * Whether all channels have the same times, and so whole rows are taken from now on. Where they
   * did not, they are not asked again before all that waited then has left, since asking looks at
   * every reading that waits.
   */
  boolean comeTogether() {
    boolean mayBeAlike = !together && (size(0) == 0 || timeAt(0, 0) > apartUntil);
    if (mayBeAlike && areAlike()) {
      join();
    } else if (mayBeAlike) {
      stayApart();
    }
    return together;
  }

  private void stayApart() {
    apartUntil = size(0) == 0 ? NEVER : timeAt(0, size(0) - 1);
  }

  /** The rows, of channels that are together. */
  ReadingRows rows() {
    return rows;
  }

  boolean areTogether() {
    return together;
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

  /** Drops a channel's first readings; the last of them is what it holds now. */
  void drop(int channel, int count) {
    part();
    rings.drop(channel, count);
  }

  void hold(int channel, long time, double value) {
    part();
    rings.set(channel, HELD, time, value);
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
    stayApart();
    if (rows.clock() == NEVER) {
      // Of a device that never had a row.
      rows = null;
    }
  }
}
