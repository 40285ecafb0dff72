/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.alignment;

/**
 * When a device's furthest channel reached which time: steps of (event time, record timestamp).
 *
 * <p>A watermark W says that every record of a timestamp up to W has been read, in all partitions.
 * Where a channel's record may be written no later than {@code wait} after the record with which
 * the furthest channel reached a time, no reading before that time is missing once W has passed
 * that record's timestamp plus the wait.
 *
 * <p>Of several records that reached a time, the one written first counts, in whatever order they
 * are read: a step whose timestamp is no earlier than a later step's is dropped, so both columns
 * ascend. Steps are no finer than a given step of event time: between two, the later one counts,
 * which is the safe side.
 */
final class EvidenceOfTime {

  private static final int FIRST_ROOM = 4;

  private long[] times = new long[FIRST_ROOM];
  private long[] records = new long[FIRST_ROOM];
  private int first;
  private int end;

  int size() {
    return end - first;
  }

  long timeAt(int index) {
    return times[first + index];
  }

  long recordAt(int index) {
    return records[first + index];
  }

  /**
   * Notes a record.
   *
   * @param furthest the largest time of its readings
   * @param finest steps of less event time are left out
   */
  void note(long furthest, long recordMicros, long finest) {
    if (end > first && furthest <= times[end - 1]) {
      return;
    }
    boolean replaces = false;
    while (end > first && records[end - 1] >= recordMicros) {
      end--;
      replaces = true;
    }
    if (replaces || end == first || furthest - times[end - 1] >= finest) {
      append(furthest, recordMicros);
    }
  }

  void append(long time, long recordMicros) {
    if (end == times.length) {
      makeRoom();
    }
    times[end] = time;
    records[end] = recordMicros;
    end++;
  }

  /** Drops the steps before a time, which nothing asks for any more. */
  void dropBefore(long time) {
    while (first < end && times[first] < time) {
      first++;
    }
  }

  /**
   * The latest time that the furthest channel had reached by a record's timestamp; {@link
   * ChannelBuffers#NEVER} where no step is that old.
   */
  long reachedBy(long recordMicros) {
    int low = first;
    int high = end;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (records[middle] <= recordMicros) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low == first ? ChannelBuffers.NEVER : times[low - 1];
  }

  /** The timestamp of the record that reached a time; {@link Long#MAX_VALUE} where none has. */
  long recordThatReached(long time) {
    int low = first;
    int high = end;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (times[middle] < time) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low == end ? Long.MAX_VALUE : records[low];
  }

  EvidenceOfTime copy() {
    EvidenceOfTime copy = new EvidenceOfTime();
    for (int i = first; i < end; i++) {
      copy.append(times[i], records[i]);
    }
    return copy;
  }

  private void makeRoom() {
    int size = end - first;
    // Half of the room is free then, so that moving is rare.
    int room = 2 * size >= times.length ? 2 * times.length : times.length;
    long[] roomyTimes = new long[room];
    long[] roomyRecords = new long[room];
    System.arraycopy(times, first, roomyTimes, 0, size);
    System.arraycopy(records, first, roomyRecords, 0, size);
    times = roomyTimes;
    records = roomyRecords;
    first = 0;
    end = size;
  }
}
