/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.alignment;

import java.util.Arrays;

/**
 * A ring for each channel of a device, in which its readings stand in the order of time: first the
 * one that it holds, then those that wait.
 *
 * <p>Real channels are nearly in order, so a reading is nearly always appended; one that comes out
 * of order is shifted into its place. Nothing is allocated once the rings have found their size.
 * All lies in one array, and what an addition touches is two places in it:
 *
 * <pre>
 *   [ clock, ring, place ] × C [ (time, value) × room ] × C
 *
 *   clock  the channel's largest time so far
 *   ring   bits 32 to 63: its head; bits 0 to 31: how many readings wait
 *   place  bits 32 to 63: where its readings begin; bits 0 to 31: its room less 1
 * </pre>
 *
 * <p>An index counts a channel's waiting readings from the earliest on; {@link ChannelBuffers#HELD}
 * is the one before them.
 */
final class ChannelRings {

  /** A power of two, as every room. */
  private static final int FIRST_ROOM = 4;

  private static final int RING = 1;
  private static final int PLACE = 2;
  private static final int HEADER = 3;
  private static final int UPPER = 32;
  private static final long LOWER = (1L << UPPER) - 1;

  private final int channels;
  private long[] cells;

  /**
   * Channels that have sent nothing yet.
   *
   * @param waiting how many readings each is to have room for
   */
  ChannelRings(int[] waiting) {
    channels = waiting.length;
    int[] rooms = new int[channels];
    for (int c = 0; c < channels; c++) {
      rooms[c] = roomFor(waiting[c], FIRST_ROOM);
    }
    cells = new long[HEADER * channels + 2 * Arrays.stream(rooms).sum()];
    int from = HEADER * channels;
    for (int c = 0; c < channels; c++) {
      cells[HEADER * c + PLACE] = (long) from << UPPER | rooms[c] - 1;
      from += 2 * rooms[c];
    }
    clear();
  }

  ChannelRings(ChannelRings from) {
    channels = from.channels;
    cells = from.cells.clone();
  }

  /** Nothing waits or is held, and no clock has begun. */
  void clear() {
    for (int c = 0; c < channels; c++) {
      cells[HEADER * c] = ChannelBuffers.NEVER;
      cells[HEADER * c + RING] = 0;
      set(c, ChannelBuffers.HELD, ChannelBuffers.NEVER, 0);
    }
  }

  /** A channel's largest time so far. */
  long clock(int channel) {
    return cells[HEADER * channel];
  }

  void clock(int channel, long time) {
    cells[HEADER * channel] = time;
  }

  /** How many readings of a channel wait. */
  int size(int channel) {
    return (int) cells[HEADER * channel + RING];
  }

  long timeAt(int channel, int index) {
    return cells[slot(channel, index)];
  }

  double valueAt(int channel, int index) {
    return Double.longBitsToDouble(cells[slot(channel, index) + 1]);
  }

  void set(int channel, int index, long time, double value) {
    int slot = slot(channel, index);
    cells[slot] = time;
    cells[slot + 1] = Double.doubleToRawLongBits(value);
  }

  /** Adds a reading behind all that wait, none of which is later. */
  void append(int channel, long time, double value) {
    int size = size(channel);
    if (size == mask(channel)) {
      doubleRoom(channel);
    }
    cells[HEADER * channel + RING]++;
    set(channel, size, time, value);
  }

  /** Inserts a reading at its place in time; others of its time may stand there. */
  void insert(int channel, int at, long time, double value) {
    int size = size(channel);
    append(channel, time, value);
    if (at < size / 2) {
      // The ring begins one earlier, so that only those before the place move, and what is held.
      moveHead(channel, -1);
      for (int index = ChannelBuffers.HELD; index < at; index++) {
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
  void drop(int channel, int count) {
    moveHead(channel, count);
    cells[HEADER * channel + RING] -= count;
  }

  /** Reads what the next reading of a channel is likely to touch: see {@link AlignmentState}. */
  long touch(int channel) {
    return clock(channel) + timeAt(channel, size(channel)) + timeAt(channel, 0);
  }

  private int mask(int channel) {
    return (int) cells[HEADER * channel + PLACE];
  }

  private int slot(int channel, int index) {
    long place = cells[HEADER * channel + PLACE];
    int head = (int) (cells[HEADER * channel + RING] >>> UPPER);
    return (int) (place >>> UPPER) + 2 * (head + index & (int) place);
  }

  private void move(int channel, int from, int to) {
    set(channel, to, timeAt(channel, from), valueAt(channel, from));
  }

  private void moveHead(int channel, int by) {
    long ring = cells[HEADER * channel + RING];
    long head = (int) (ring >>> UPPER) + by & mask(channel);
    cells[HEADER * channel + RING] = head << UPPER | ring & LOWER;
  }

  /** One place is for what is held. */
  private static int roomFor(int waiting, int least) {
    int room = least;
    while (room <= waiting) {
      room *= 2;
    }
    return room;
  }

  /** Gives all channels their readings in a new array, this one with twice the room. */
  private void doubleRoom(int channel) {
    int[] waiting = new int[channels];
    for (int c = 0; c < channels; c++) {
      waiting[c] = mask(c) + (c == channel ? 1 : 0);
    }
    ChannelRings roomy = new ChannelRings(waiting);
    for (int c = 0; c < channels; c++) {
      roomy.clock(c, clock(c));
      roomy.set(c, ChannelBuffers.HELD, timeAt(c, ChannelBuffers.HELD), heldValue(c));
      for (int index = 0; index < size(c); index++) {
        roomy.append(c, timeAt(c, index), valueAt(c, index));
      }
    }
    cells = roomy.cells;
  }

  private double heldValue(int channel) {
    return valueAt(channel, ChannelBuffers.HELD);
  }
}
