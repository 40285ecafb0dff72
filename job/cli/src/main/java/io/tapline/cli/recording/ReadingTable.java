/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.cli.recording;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The readings of any number of files, in columns of primitives: 28 bytes each, in chunks that
 * never move. A run is readings of one file whose times do not step back.
 */
final class ReadingTable {

  private static final int CHUNK_BITS = 16;
  private static final int CHUNK = 1 << CHUNK_BITS;
  private static final int IN_CHUNK = CHUNK - 1;

  /** Readings that follow each other in time, from {@code start} up to the next run's. */
  record Run(int file, int start) {}

  /** A channel of a device. */
  record Series(String device, String channel) {}

  private final int most;
  private final List<long[]> micros = new ArrayList<>();
  private final List<double[]> values = new ArrayList<>();
  private final List<int[]> series = new ArrayList<>();
  private final List<long[]> positions = new ArrayList<>();
  private final List<Run> runs = new ArrayList<>();
  private final List<Series> names = new ArrayList<>();
  private final Map<String, Map<String, Integer>> numbers = new HashMap<>();

  private int size;
  private int file;
  private boolean newFile;
  private long lastMicros;

  /**
   * @param most how many readings it may hold
   */
  ReadingTable(int most) {
    this.most = most;
  }

  /** What is added from here on is of the next file. */
  void beginFile(int number) {
    file = number;
    newFile = true;
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
    if (newFile || time < lastMicros) {
      runs.add(new Run(file, size));
      newFile = false;
    }
    lastMicros = time;
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

  List<Run> runs() {
    return runs;
  }

  /** Where a run ends: the index after its last reading. */
  int endOf(int run) {
    return run + 1 < runs.size() ? runs.get(run + 1).start() : size;
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
