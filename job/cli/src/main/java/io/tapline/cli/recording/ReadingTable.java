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
 * never move, 8 where they came in at another time than theirs, and 8 more while their order is
 * found.
 */
final class ReadingTable {

  /** Of 256 kB: of twice that, G1 would give a region of 1 MB to each. */
  private static final int CHUNK_BITS = 15;

  private static final int CHUNK = 1 << CHUNK_BITS;
  private static final int IN_CHUNK = CHUNK - 1;

  /** A channel of a device. */
  record Series(String device, String channel) {}

  private record Source(int file, boolean timed) {}

  private final int most;
  private final List<long[]> micros = new ArrayList<>();
  private final List<double[]> values = new ArrayList<>();
  private final List<int[]> series = new ArrayList<>();

  /** Null for a chunk whose readings all came in at their own time. */
  private final List<long[]> arrivals = new ArrayList<>();

  private final List<long[]> positions = new ArrayList<>();
  private final TreeMap<Integer, Source> sourceByFirstReading = new TreeMap<>();
  private final List<Series> names = new ArrayList<>();
  private final Map<String, Map<String, Integer>> numbers = new HashMap<>();

  private int size;

  /**
   * @param most how many readings it may hold
   */
  ReadingTable(int most) {
    this.most = most;
  }

  /**
   * What is added from here on is of that file.
   *
   * @param timed whether the arrivals of its rows are times, and not only an order
   */
  void beginFile(int number, boolean timed) {
    sourceByFirstReading.put(size, new Source(number, timed));
  }

  /** How many more readings it may hold. */
  int room() {
    return most - size;
  }

  /**
   * Adds a reading.
   *
   * @param arrived when it came in, in microseconds since the epoch, as its own time is
   * @param position where its row stands in the file
   */
  void add(String device, String channel, long time, double value, long arrived, long position) {
    if (room() == 0) {
      throw new IllegalStateException("the table is full: readings=" + size);
    }
    if ((size & IN_CHUNK) == 0) {
      micros.add(new long[CHUNK]);
      values.add(new double[CHUNK]);
      series.add(new int[CHUNK]);
      arrivals.add(null);
      positions.add(new long[CHUNK]);
    }
    int chunk = size >> CHUNK_BITS;
    int at = size & IN_CHUNK;
    micros.get(chunk)[at] = time;
    values.get(chunk)[at] = value;
    series.get(chunk)[at] = seriesOf(device, channel);
    positions.get(chunk)[at] = position;
    noteArrival(chunk, at, arrived);
    size++;
  }

  private void noteArrival(int chunk, int at, long arrived) {
    long[] times = micros.get(chunk);
    if (arrivals.get(chunk) == null && arrived != times[at]) {
      arrivals.set(chunk, times.clone());
    }
    if (arrivals.get(chunk) != null) {
      arrivals.get(chunk)[at] = arrived;
    }
  }

  int size() {
    return size;
  }

  /**
   * The readings in the order of arrival, equal times in the order in which they were added.
   *
   * <p>A natural merge sort: files are in order as a rule, or nearly, and then a pass or two do.
   */
  int[] inOrderOfArrival() {
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

  /** Where arrival steps back for the first time after {@code start}, or the end. */
  private int endOfRun(int[] order, int start) {
    int end = Math.min(start + 1, size);
    while (end < size && arrivedMicros(order[end]) >= arrivedMicros(order[end - 1])) {
      end++;
    }
    return end;
  }

  private void merge(int[] from, int start, int middle, int end, int[] to) {
    int left = start;
    int right = middle;
    for (int at = start; at < end; at++) {
      boolean takeLeft =
          right == end
              || (left < middle && arrivedMicros(from[left]) <= arrivedMicros(from[right]));
      to[at] = takeLeft ? from[left++] : from[right++];
    }
  }

  int file(int reading) {
    return sourceByFirstReading.floorEntry(reading).getValue().file();
  }

  /** Whether its arrival is a time, and not only its place in an order. */
  boolean isTimed(int reading) {
    return sourceByFirstReading.floorEntry(reading).getValue().timed();
  }

  long arrivedMicros(int reading) {
    long[] chunk = arrivals.get(reading >> CHUNK_BITS);
    return chunk == null ? micros(reading) : chunk[reading & IN_CHUNK];
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
