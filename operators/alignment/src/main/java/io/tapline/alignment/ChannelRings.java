/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.alignment;

import java.util.Arrays;

/**
 * Readings of a device's channels that wait for their ticks, and before them the one that each
 * channel holds.
 *
 * <p>Each channel has a ring in which its readings stand in the order of time. Real channels are
 * nearly in order, so a reading is nearly always appended; one that comes out of order is shifted
 * into its place. Nothing is allocated once the rings have found their size.
 *
 * <p>Thousands of devices take turns, so what costs is memory that no cache has. All of a device
 * lies in one array, and what a tick touches lies together in it: channels that have few readings
 * share rows, so that those of one tick stand side by side. A channel that needs more room than
 * that gets a ring of its own behind the rows:
 *
 * <pre>
 *   [ clock × C ][ ring × C ][ place × C ][ time × C ] × 8 [ value × C ] × 8 [ own ring ] …
 *
 *   ring   bit 63: has a ring of its own; bits 32 to 62: its head; bits 0 to 31: how many wait
 *   place  of a ring of its own; bits 32 to 63: where it begins; bits 0 to 31: its room less 1
 *   own    room × time, then room × value
 * </pre>
 *
 * <p>An index counts a channel's waiting readings from the earliest on; {@link #HELD} is the one
 * before them.
 */
class WaitingReadings {

  /** The index of what a channel holds. */
  static final int HELD = -1;

  /** Earlier than every time: no reading yet. */
  static final long NEVER = Long.MIN_VALUE;

  private static final int ROWS = 8;
  private static final int OWN_BIT = 63;
  private static final int UPPER = 32;
  private static final long LOWER = (1L << UPPER) - 1;

  private static final int LONGS_OF_A_LINE = 8;

  private final int channels;
  private long[] cells;

  /**
   * Channels that have sent nothing yet.
   *
   * @param waiting how many readings each is to have room for
   */
  WaitingReadings(int[] waiting) {
    channels = waiting.length;
    cells = new long[rows() + 2 * ROWS * channels];
    Arrays.fill(cells, 0, channels, NEVER);
    for (int c = 0; c < channels; c++) {
      cells[slot(c, HELD)] = NEVER;
    }
    for (int c = 0; c < channels; c++) {
      if (waiting[c] >= ROWS) {
        makeRoom(c, waiting[c]);
      }
    }
  }

  WaitingReadings(WaitingReadings from) {
    channels = from.channels;
    cells = from.cells.clone();
  }

  final int channels() {
    return channels;
  }

  /** A channel's largest time so far. */
  final long clock(int channel) {
    return cells[channel];
  }

  final void clock(int channel, long time) {
    cells[channel] = time;
  }

  /** How many readings of a channel wait. */
  final int size(int channel) {
    return (int) cells[channels + channel];
  }

  final long timeAt(int channel, int index) {
    return cells[slot(channel, index)];
  }

  final double valueAt(int channel, int index) {
    return Double.longBitsToDouble(cells[slot(channel, index) + toValue(channel)]);
  }

  final void set(int channel, int index, long time, double value) {
    int slot = slot(channel, index);
    cells[slot] = time;
    cells[slot + toValue(channel)] = Double.doubleToRawLongBits(value);
  }

  /** Adds a reading behind all that wait, none of which is later. */
  final void append(int channel, long time, double value) {
    int size = size(channel);
    if (size + 1 == room(channel)) {
      makeRoom(channel, 2 * size);
    }
    cells[channels + channel]++;
    set(channel, size, time, value);
  }

  /** Inserts a reading of a time that no other has, at the insertion point. */
  final void insert(int channel, int at, long time, double value) {
    int size = size(channel);
    append(channel, time, value);
    if (at < size / 2) {
      // The ring begins one earlier, so that only those before the place move, and what is held.
      moveHead(channel, -1);
      for (int index = HELD; index < at; index++) {
        move(channel, index + 1, index);
      }
    } else {
      for (int index = size; index > at; index--) {
        move(channel, index - 1, index);
      }
    }
    set(channel, at, time, value);
  }

  /** Drops a channel's first readings; the last of them is what it holds now. */
  final void drop(int channel, int count) {
    moveHead(channel, count);
    cells[channels + channel] -= count;
  }

  /**
   * Reads what the next record of the device is likely to touch, for nothing but to have it in the
   * caches by then.
   *
   * @return something made of all that was read, so that no compiler leaves the reading out
   */
  final long touch() {
    long read = touch(0, 2 * channels);
    if (!hasOwnRing(0)) {
      // Channels that share rows mostly move on together. Of the second row, the times are asked
      // whether they belong to the tick of the first.
      int oldest = slot(0, 0);
      int next = slot(0, size(0));
      read += touch(oldest, channels) + touch(slot(0, 1), channels) + touch(next, channels);
      read += touch(oldest + toValue(0), channels) + touch(next + toValue(0), channels);
    }
    return read;
  }

  private long touch(int from, int count) {
    long read = cells[from + count - 1];
    for (int at = from; at < from + count; at += LONGS_OF_A_LINE) {
      read += cells[at];
    }
    return read;
  }

  private int rows() {
    return 3 * channels;
  }

  private int room(int channel) {
    return hasOwnRing(channel) ? (int) cells[2 * channels + channel] + 1 : ROWS;
  }

  private boolean hasOwnRing(int channel) {
    return cells[channels + channel] < 0;
  }

  /** Where a reading's time stands. */
  private int slot(int channel, int index) {
    long ring = cells[channels + channel];
    int at = (int) (ring >>> UPPER) + index;
    if (ring >= 0) {
      return rows() + (at & (ROWS - 1)) * channels + channel;
    }
    long place = cells[2 * channels + channel];
    return (int) (place >>> UPPER) + (at & (int) place);
  }

  /** How far behind its time a reading's value stands. */
  private int toValue(int channel) {
    return hasOwnRing(channel) ? room(channel) : ROWS * channels;
  }

  private void move(int channel, int from, int to) {
    set(channel, to, timeAt(channel, from), valueAt(channel, from));
  }

  private void moveHead(int channel, int by) {
    long ring = cells[channels + channel];
    long head = ((int) (ring >>> UPPER) + by) & (room(channel) - 1);
    cells[channels + channel] = ring & (1L << OWN_BIT) | head << UPPER | ring & LOWER;
  }

  /** Gives a channel a ring of its own with room for more than so many, and lays all out anew. */
  private void makeRoom(int channel, int more) {
    int room = 2 * ROWS;
    while (room <= more) {
      room *= 2;
    }
    int shared = rows() + 2 * ROWS * channels;
    int length = shared + 2 * room;
    for (int c = 0; c < channels; c++) {
      length += c != channel && hasOwnRing(c) ? 2 * room(c) : 0;
    }
    long[] roomy = Arrays.copyOf(cells, shared);
    roomy = Arrays.copyOf(roomy, length);
    int from = shared;
    for (int c = 0; c < channels; c++) {
      if (c == channel || hasOwnRing(c)) {
        int its = c == channel ? room : room(c);
        for (int index = HELD; index < size(c); index++) {
          roomy[from + index + 1] = timeAt(c, index);
          roomy[from + its + index + 1] = cells[slot(c, index) + toValue(c)];
        }
        // What is held stands first, and the head behind it.
        roomy[channels + c] = 1L << OWN_BIT | 1L << UPPER | size(c);
        roomy[2 * channels + c] = (long) from << UPPER | its - 1;
        from += 2 * its;
      }
    }
    cells = roomy;
  }
}
