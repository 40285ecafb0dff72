/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.alignment;

import java.util.Arrays;

/**
 * What the channels of one device have waiting and holding.
 *
 * <p>Thousands of devices take turns, so what a reading touches lies close together: all channels
 * share a few arrays. Each channel has a room of its own in {@code times} and {@code values}, from
 * {@code from(c)} to {@code end(c)}, in which its waiting readings stand in the order of time, from
 * {@code head(c)} to {@code tail(c)}. Real channels are nearly in order, so a reading is nearly
 * always appended; one that comes out of order is shifted into its place. Nothing is allocated once
 * the rooms have found their size.
 */
final class ChannelBuffers {

  /** Earlier than every time: no reading yet. */
  static final long NEVER = Long.MIN_VALUE;

  private static final int FIRST_ROOM = 4;

  private static final int FROM = 0;
  private static final int HEAD = 1;
  private static final int TAIL = 2;
  private static final int END = 3;
  private static final int BOUNDS = 4;

  private final long[] clocks;
  private final long[] heldTimes;
  private final double[] heldValues;
  private final int[] bounds;
  private long[] times;
  private double[] values;
  private long furthest = NEVER;
  private int waiting;

  /** Channels that have sent nothing yet. */
  ChannelBuffers(int channels) {
    clocks = new long[channels];
    heldTimes = new long[channels];
    heldValues = new double[channels];
    bounds = new int[channels * BOUNDS];
    times = new long[channels * FIRST_ROOM];
    values = new double[channels * FIRST_ROOM];
    Arrays.fill(clocks, NEVER);
    Arrays.fill(heldTimes, NEVER);
    for (int c = 0; c < channels; c++) {
      place(c, c * FIRST_ROOM, 0, FIRST_ROOM);
    }
  }

  private ChannelBuffers(ChannelBuffers from) {
    clocks = from.clocks.clone();
    heldTimes = from.heldTimes.clone();
    heldValues = from.heldValues.clone();
    bounds = from.bounds.clone();
    times = from.times.clone();
    values = from.values.clone();
    furthest = from.furthest;
    waiting = from.waiting;
  }

  int channels() {
    return clocks.length;
  }

  /** A channel's largest time so far. */
  long clock(int channel) {
    return clocks[channel];
  }

  /** The largest clock. */
  long furthest() {
    return furthest;
  }

  void advanceClock(int channel, long time) {
    if (time > clocks[channel]) {
      clocks[channel] = time;
      furthest = Math.max(furthest, time);
    }
  }

  /** How many readings wait, over all channels. */
  int waiting() {
    return waiting;
  }

  /** How many readings of a channel wait. */
  int size(int channel) {
    return bound(channel, TAIL) - bound(channel, HEAD);
  }

  /** A channel's earliest waiting time, or {@link Long#MAX_VALUE} where none waits. */
  long firstTime(int channel) {
    int head = bound(channel, HEAD);
    return head == bound(channel, TAIL) ? Long.MAX_VALUE : times[head];
  }

  /** The earliest time that waits, or {@link Long#MAX_VALUE} where none does. */
  long firstTime() {
    long first = Long.MAX_VALUE;
    for (int c = 0; c < clocks.length; c++) {
      first = Math.min(first, firstTime(c));
    }
    return first;
  }

  /** Where the reading of a time waits, or, where none does, {@code -(insertion point) - 1}. */
  int find(int channel, long time) {
    int head = bound(channel, HEAD);
    int tail = bound(channel, TAIL);
    if (head == tail || times[tail - 1] < time) {
      return -tail - 1;
    }
    return Arrays.binarySearch(times, head, tail, time);
  }

  /**
   * Appends a reading that is later than all that wait, where there is room.
   *
   * @return whether it has been appended
   */
  boolean tryAppend(int channel, long time, double value) {
    int at = channel * BOUNDS;
    int tail = bounds[at + TAIL];
    boolean last = tail == bounds[at + HEAD] || times[tail - 1] < time;
    if (!last || tail == bounds[at + END]) {
      return false;
    }
    times[tail] = time;
    values[tail] = value;
    bounds[at + TAIL] = tail + 1;
    waiting++;
    return true;
  }

  /** Inserts a reading of a time that no other has, at the insertion point. */
  void insert(int channel, int at, long time, double value) {
    int place = at;
    if (bound(channel, TAIL) == bound(channel, END)) {
      int fromHead = at - bound(channel, HEAD);
      makeRoom(channel);
      place = bound(channel, HEAD) + fromHead;
    }
    int tail = bounds[channel * BOUNDS + TAIL]++;
    System.arraycopy(times, place, times, place + 1, tail - place);
    System.arraycopy(values, place, values, place + 1, tail - place);
    times[place] = time;
    values[place] = value;
    waiting++;
  }

  /**
   * Inserts a reading beside others of its time, in the order of their values: that of their
   * arrival moves no bit then.
   *
   * @param at where one of them waits
   */
  void insertBeside(int channel, int at, long time, double value) {
    int place = at;
    while (place > bound(channel, HEAD) && times[place - 1] == time) {
      place--;
    }
    int tail = bound(channel, TAIL);
    while (place < tail && times[place] == time && Double.compare(values[place], value) < 0) {
      place++;
    }
    insert(channel, place, time, value);
  }

  /** Replaces a waiting value and returns the one that was there. */
  double replace(int at, double value) {
    double old = values[at];
    values[at] = value;
    return old;
  }

  /** How many waiting readings of a channel are earlier than a time. */
  int countBefore(int channel, long end) {
    int head = bounds[channel * BOUNDS + HEAD];
    int tail = bounds[channel * BOUNDS + TAIL];
    int at = head;
    while (at < tail && times[at] < end) {
      at++;
    }
    return at - head;
  }

  /** The aggregate of a channel's first {@code count} readings, which go on waiting. */
  double aggregate(int channel, int count, Aggregate aggregate) {
    int head = bound(channel, HEAD);
    return aggregate.of(values, head, head + count);
  }

  /** The same, where readings of equal times count as one, their mean. */
  double aggregateOfTimes(int channel, int count, Aggregate aggregate, TimeMeans means) {
    int head = bound(channel, HEAD);
    return means.aggregate(times, values, head, head + count, aggregate);
  }

  /** Takes the first {@code count} readings away; a value is held from now on. */
  void take(int channel, int count, double held) {
    hold(channel, times[bound(channel, HEAD) + count - 1], held);
    drop(channel, count);
  }

  void hold(int channel, long time, double value) {
    heldTimes[channel] = time;
    heldValues[channel] = value;
  }

  /** Drops the waiting readings earlier than a time and returns how many they were. */
  int dropBefore(long end) {
    int before = waiting;
    for (int c = 0; c < clocks.length; c++) {
      drop(c, countBefore(c, end));
    }
    return before - waiting;
  }

  private void drop(int channel, int count) {
    int head = bound(channel, HEAD) + count;
    if (head == bound(channel, TAIL)) {
      head = bound(channel, FROM);
      bounds[channel * BOUNDS + TAIL] = head;
    }
    bounds[channel * BOUNDS + HEAD] = head;
    waiting -= count;
  }

  /** When the reading was taken whose value is held; {@link #NEVER} where none is. */
  long heldTime(int channel) {
    return heldTimes[channel];
  }

  double heldValue(int channel) {
    return heldValues[channel];
  }

  long timeAt(int channel, int index) {
    return times[bound(channel, HEAD) + index];
  }

  double valueAt(int channel, int index) {
    return values[bound(channel, HEAD) + index];
  }

  /** Sets what a saved state says of a channel; its waiting readings are appended after that. */
  void restore(int channel, long clock, long heldTime, double heldValue) {
    clocks[channel] = clock;
    furthest = Math.max(furthest, clock);
    hold(channel, heldTime, heldValue);
  }

  void append(int channel, long time, double value) {
    insert(channel, bound(channel, TAIL), time, value);
  }

  /** Takes over what a channel of another device state has. */
  void copyChannel(int channel, ChannelBuffers from, int source) {
    restore(channel, from.clock(source), from.heldTime(source), from.heldValue(source));
    for (int i = 0; i < from.size(source); i++) {
      append(channel, from.timeAt(source, i), from.valueAt(source, i));
    }
  }

  ChannelBuffers copy() {
    return new ChannelBuffers(this);
  }

  private int bound(int channel, int which) {
    return bounds[channel * BOUNDS + which];
  }

  private void place(int channel, int from, int size, int room) {
    int at = channel * BOUNDS;
    bounds[at + FROM] = from;
    bounds[at + HEAD] = from;
    bounds[at + TAIL] = from + size;
    bounds[at + END] = from + room;
  }

  /** Moves a channel's readings to the front of its room where half is free; else doubles it. */
  private void makeRoom(int channel) {
    int size = size(channel);
    int room = bound(channel, END) - bound(channel, FROM);
    if (size <= room / 2) {
      int from = bound(channel, FROM);
      System.arraycopy(times, bound(channel, HEAD), times, from, size);
      System.arraycopy(values, bound(channel, HEAD), values, from, size);
      place(channel, from, size, room);
    } else {
      grow(channel, room);
    }
  }

  /** Gives all channels rooms in new arrays, this one by {@code more} larger than it was. */
  private void grow(int channel, int more) {
    long[] roomyTimes = new long[times.length + more];
    double[] roomyValues = new double[values.length + more];
    int from = 0;
    for (int c = 0; c < clocks.length; c++) {
      int size = size(c);
      int room = bound(c, END) - bound(c, FROM) + (c == channel ? more : 0);
      System.arraycopy(times, bound(c, HEAD), roomyTimes, from, size);
      System.arraycopy(values, bound(c, HEAD), roomyValues, from, size);
      place(c, from, size, room);
      from += room;
    }
    times = roomyTimes;
    values = roomyValues;
  }
}
