/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.alignment;

import java.util.Arrays;

/**
 * What one channel of one device has waiting and holding.
 *
 * <p>The waiting readings stand in the order of time in two parallel arrays, in [head, tail). Real
 * channels are nearly in order, so a reading is nearly always appended; one that comes out of order
 * is shifted into its place. Nothing is allocated once the arrays have found their size.
 */
final class ChannelBuffer {

  /** Earlier than every time: no reading yet. */
  static final long NEVER = Long.MIN_VALUE;

  private static final int FIRST_CAPACITY = 4;

  private long clock = NEVER;
  private long heldTime = NEVER;
  private double heldValue;
  private long[] times = new long[FIRST_CAPACITY];
  private double[] values = new double[FIRST_CAPACITY];
  private int head;
  private int tail;

  /** The channel's largest time so far. */
  long clock() {
    return clock;
  }

  void advanceClock(long time) {
    clock = Math.max(clock, time);
  }

  boolean isEmpty() {
    return head == tail;
  }

  int size() {
    return tail - head;
  }

  /** The earliest waiting time; the buffer must not be empty. */
  long firstTime() {
    return times[head];
  }

  /** Where the reading of a time waits, or, where none does, {@code -(insertion point) - 1}. */
  int find(long time) {
    if (head == tail || times[tail - 1] < time) {
      return -tail - 1;
    }
    return Arrays.binarySearch(times, head, tail, time);
  }

  /** Inserts a reading at the insertion point that {@link #find} gave. */
  void insert(int at, long time, double value) {
    int place = at;
    if (tail == times.length) {
      place -= head;
      makeRoom();
    }
    System.arraycopy(times, place, times, place + 1, tail - place);
    System.arraycopy(values, place, values, place + 1, tail - place);
    times[place] = time;
    values[place] = value;
    tail++;
  }

  /** Replaces a waiting value and returns the one that was there. */
  double replace(int at, double value) {
    double old = values[at];
    values[at] = value;
    return old;
  }

  /** How many waiting readings are earlier than a time. */
  int countBefore(long end) {
    int at = head;
    while (at < tail && times[at] < end) {
      at++;
    }
    return at - head;
  }

  /** Takes the first {@code count} readings away; their aggregate is held from now on. */
  double take(int count, Aggregate aggregate) {
    heldValue = aggregate.of(values, head, head + count);
    heldTime = times[head + count - 1];
    drop(count);
    return heldValue;
  }

  /** Drops the waiting readings earlier than a time and returns how many they were. */
  int dropBefore(long end) {
    int count = countBefore(end);
    drop(count);
    return count;
  }

  private void drop(int count) {
    head += count;
    if (head == tail) {
      head = 0;
      tail = 0;
    }
  }

  boolean holdsSince(long earliest) {
    return heldTime != NEVER && heldTime >= earliest;
  }

  double heldValue() {
    return heldValue;
  }

  long heldTime() {
    return heldTime;
  }

  long timeAt(int index) {
    return times[head + index];
  }

  double valueAt(int index) {
    return values[head + index];
  }

  /** Sets what a saved state says. */
  void restore(long clock, long heldTime, double heldValue, long[] times, double[] values) {
    this.clock = clock;
    this.heldTime = heldTime;
    this.heldValue = heldValue;
    this.times = times;
    this.values = values;
    this.head = 0;
    this.tail = times.length;
  }

  ChannelBuffer copy() {
    ChannelBuffer copy = new ChannelBuffer();
    copy.restore(
        clock,
        heldTime,
        heldValue,
        Arrays.copyOfRange(times, head, tail),
        Arrays.copyOfRange(values, head, tail));
    return copy;
  }

  /** Moves the readings to the front where half is free; else doubles the arrays. */
  private void makeRoom() {
    int size = tail - head;
    int capacity = size > times.length / 2 ? times.length * 2 : times.length;
    capacity = Math.max(capacity, FIRST_CAPACITY);
    long[] roomyTimes = capacity == times.length ? times : new long[capacity];
    double[] roomyValues = capacity == values.length ? values : new double[capacity];
    System.arraycopy(times, head, roomyTimes, 0, size);
    System.arraycopy(values, head, roomyValues, 0, size);
    times = roomyTimes;
    values = roomyValues;
    head = 0;
    tail = size;
  }
}
