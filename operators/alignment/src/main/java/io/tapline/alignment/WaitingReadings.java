/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.alignment;

/**
 * Readings of a device's channels that wait for their ticks.
 *
 * <p>Thousands of devices take turns, so what a reading touches lies close together: all channels
 * share a few arrays. Each channel has a ring of its own in {@code times} and {@code values}, a
 * power of two long, in which its readings stand in the order of time. Real channels are nearly in
 * order, so a reading is nearly always appended; one that comes out of order is shifted into its
 * place. Nothing is allocated once the rings have found their size.
 *
 * <p>An index counts a channel's waiting readings from the earliest on.
 */
class WaitingReadings {

  private static final int FIRST_ROOM = 4;

  /** Of each channel's ring: where it begins, its room less 1, its first reading, how many wait. */
  private static final int FROM = 0;

  private static final int MASK = 1;
  private static final int HEAD = 2;
  private static final int SIZE = 3;
  private static final int RING = 4;

  private final int[] rings;
  private long[] times;
  private double[] values;

  /**
   * @param waiting how many readings each channel is to have room for
   */
  WaitingReadings(int[] waiting) {
    rings = new int[waiting.length * RING];
    int from = 0;
    for (int c = 0; c < waiting.length; c++) {
      int room = FIRST_ROOM;
      while (room < waiting[c]) {
        room *= 2;
      }
      place(c, from, room);
      from += room;
    }
    times = new long[from];
    values = new double[from];
  }

  WaitingReadings(WaitingReadings from) {
    rings = from.rings.clone();
    times = from.times.clone();
    values = from.values.clone();
  }

  int channels() {
    return rings.length / RING;
  }

  /** How many readings wait, over all channels. */
  int waiting() {
    int waiting = 0;
    for (int c = 0; c < channels(); c++) {
      waiting += size(c);
    }
    return waiting;
  }

  /** How many readings of a channel wait. */
  int size(int channel) {
    return rings[channel * RING + SIZE];
  }

  /** A channel's earliest waiting time, or {@link Long#MAX_VALUE} where none waits. */
  long firstTime(int channel) {
    return size(channel) == 0 ? Long.MAX_VALUE : timeAt(channel, 0);
  }

  /** The earliest time that waits, or {@link Long#MAX_VALUE} where none does. */
  long firstTime() {
    long first = Long.MAX_VALUE;
    for (int c = 0; c < channels(); c++) {
      first = Math.min(first, firstTime(c));
    }
    return first;
  }

  /** Whether any reading of before a time waits. */
  boolean anyBefore(long end) {
    for (int c = 0; c < channels(); c++) {
      if (firstTime(c) < end) {
        return true;
      }
    }
    return false;
  }

  long timeAt(int channel, int index) {
    return times[slot(channel, index)];
  }

  double valueAt(int channel, int index) {
    return values[slot(channel, index)];
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

  /** Adds a reading behind all that wait, none of which is later. */
  void append(int channel, long time, double value) {
    int ring = channel * RING;
    int size = rings[ring + SIZE];
    if (size > rings[ring + MASK]) {
      doubleRoom(channel);
    }
    int slot = rings[ring + FROM] + ((rings[ring + HEAD] + size) & rings[ring + MASK]);
    times[slot] = time;
    values[slot] = value;
    rings[ring + SIZE] = size + 1;
  }

  /** Inserts a reading of a time that no other has, at the insertion point. */
  void insert(int channel, int at, long time, double value) {
    int size = size(channel);
    append(channel, time, value);
    if (at < size / 2) {
      // The ring begins one earlier, so that only those before the place move.
      int ring = channel * RING;
      rings[ring + HEAD] = (rings[ring + HEAD] - 1) & rings[ring + MASK];
      for (int index = 0; index < at; index++) {
        set(channel, index, timeAt(channel, index + 1), valueAt(channel, index + 1));
      }
    } else {
      for (int index = size; index > at; index--) {
        set(channel, index, timeAt(channel, index - 1), valueAt(channel, index - 1));
      }
    }
    set(channel, at, time, value);
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

  /** Replaces a waiting value and returns the one that was there. */
  double replace(int channel, int index, double value) {
    int slot = slot(channel, index);
    double old = values[slot];
    values[slot] = value;
    return old;
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

  /** Drops the waiting readings earlier than a time and returns how many they were. */
  int dropBefore(long end) {
    int dropped = 0;
    for (int c = 0; c < channels(); c++) {
      int count = countBefore(c, end);
      drop(c, count);
      dropped += count;
    }
    return dropped;
  }

  private int slot(int channel, int index) {
    int ring = channel * RING;
    return rings[ring + FROM] + ((rings[ring + HEAD] + index) & rings[ring + MASK]);
  }

  private void set(int channel, int index, long time, double value) {
    int slot = slot(channel, index);
    times[slot] = time;
    values[slot] = value;
  }

  /** Drops a channel's first readings. */
  void drop(int channel, int count) {
    int ring = channel * RING;
    rings[ring + HEAD] = (rings[ring + HEAD] + count) & rings[ring + MASK];
    rings[ring + SIZE] -= count;
  }

  private void place(int channel, int from, int room) {
    int ring = channel * RING;
    rings[ring + FROM] = from;
    rings[ring + MASK] = room - 1;
    rings[ring + HEAD] = 0;
  }

  /** Gives all channels rings in new arrays, this one a ring of twice its room. */
  private void doubleRoom(int channel) {
    int more = rings[channel * RING + MASK] + 1;
    long[] roomyTimes = new long[times.length + more];
    double[] roomyValues = new double[values.length + more];
    int from = 0;
    for (int c = 0; c < channels(); c++) {
      for (int index = 0; index < size(c); index++) {
        roomyTimes[from + index] = timeAt(c, index);
        roomyValues[from + index] = valueAt(c, index);
      }
      int room = rings[c * RING + MASK] + 1 + (c == channel ? more : 0);
      place(c, from, room);
      from += room;
    }
    times = roomyTimes;
    values = roomyValues;
  }
}
