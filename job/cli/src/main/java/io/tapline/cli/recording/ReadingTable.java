/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.cli.recording;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The readings of any number of files, in columns of primitives: 28 bytes each, in chunks that
 * never move, and 8 more while their order is found.
 */
final class ReadingTable {

  private static final int CHUNK_BITS = 16;
  private static final int CHUNK = 1 << CHUNK_BITS;
  private static final int IN_CHUNK = CHUNK - 1;

  /** A channel of a device. */
  record Series(String device, String channel) {}

  private final int most;
  private final List<long[]> micros = new ArrayList<>();
  private final List<double[]> values = new ArrayList<>();
  private final List<int[]> series = new ArrayList<>();
  private final List<long[]> positions = new ArrayList<>();
  private final TreeMap<Integer, Integer> fileByFirstReading = new TreeMap<>();
  private final List<Series> names = new ArrayList<>();
  private final Map<String, Map<String, Integer>> numbers = new HashMap<>();

  private int size;

  /**
   * @param most how many readings it may hold
   */
  ReadingTable(int most) {
    this.most = most;
  }

  /** What is added from here on is of that file. */
  void beginFile(int number) {
    fileByFirstReading.put(size, number);
  }

  /** How many more readings it may hold. */
  int room() {
    return most - size;
  }

  /**
   * Adds a reading.
   *
   * @param position where its row stands in the file
   */
  void add(String device, String channel, long time, double value, long position) {
    if (room() == 0) {
      throw new IllegalStateException("the table is full: readings=" + size);
    }
    if ((size & IN_CHUNK) == 0) {
      micros.add(new long[CHUNK]);
      values.add(new double[CHUNK]);
      series.add(new int[CHUNK]);
      positions.add(new long[CHUNK]);
    }
    int chunk = size >> CHUNK_BITS;
    int at = size & IN_CHUNK;
    micros.get(chunk)[at] = time;
    values.get(chunk)[at] = value;
    series.get(chunk)[at] = seriesOf(device, channel);
    positions.get(chunk)[at] = position;
    size++;
  }

  int size() {
    return size;
  }

  /**
   * The readings in the order of their time, equal times in the order in which they were added.
   *
   * <p>A natural merge sort: files are in order as a rule, or nearly, and then a pass or two do.
   */
  int[] inOrderOfTime() {
    int[] from = new int[size];
    for (int i = 0; i < size; i++) {
      from[i] = i;
    }
    int[] to = new int[0];
    while (endOfRun(from, 0) < size) {
      if (to.length == 0) {
        to = new int[size];
      }
      for (int start = 0; start < size; ) {
        int middle = endOfRun(from, start);
        int end = endOfRun(from, middle);
        merge(from, start, middle, end, to);
        start = end;
      }
      int[] merged = to;
      to = from;
      from = merged;
    }
    return from;
  }

  /** Where time steps back for the first time after {@code start}, or the end. */
  private int endOfRun(int[] order, int start) {
    int end = Math.min(start + 1, size);
    while (end < size && micros(order[end]) >= micros(order[end - 1])) {
      end++;
    }
    return end;
  }

  private void merge(int[] from, int start, int middle, int end, int[] to) {
    int left = start;
    int right = middle;
    for (int at = start; at < end; at++) {
      boolean takeLeft =
          right == end || (left < middle && micros(from[left]) <= micros(from[right]));
      to[at] = takeLeft ? from[left++] : from[right++];
    }
  }

  int file(int reading) {
    return fileByFirstReading.floorEntry(reading).getValue();
  }

  long micros(int reading) {
    return micros.get(reading >> CHUNK_BITS)[reading & IN_CHUNK];
  }

  double value(int reading) {
    return values.get(reading >> CHUNK_BITS)[reading & IN_CHUNK];
  }

  Series series(int reading) {
    return names.get(series.get(reading >> CHUNK_BITS)[reading & IN_CHUNK]);
  }

  long position(int reading) {
    return positions.get(reading >> CHUNK_BITS)[reading & IN_CHUNK];
  }

  private int seriesOf(String device, String channel) {
    return numbers
        .computeIfAbsent(device, none -> new HashMap<>())
        .computeIfAbsent(
            channel,
            none -> {
              names.add(new Series(device, channel));
              return names.size() - 1;
            });
  }
}
