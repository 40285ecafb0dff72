/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.flink;

import io.tapline.flink.element.DeviceReadings;
import java.util.Arrays;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Records that came one after the other and are aligned together.
 *
 * <p>A processor waits about 100 ns for memory that no cache has, but for a dozen places at a time
 * if it is asked for them within a few hundred instructions, as in a loop that does nothing else.
 * What the records of a bundle touch fits into a core's second cache.
 */
final class RecordBundle {

  private static final int RECORDS = 32;

  private final DeviceReadings[] readings = new DeviceReadings[RECORDS];
  private final long[] timestamps = new long[RECORDS];
  private final boolean[] timed = new boolean[RECORDS];
  private final int[] places = new int[RECORDS];
  private int size;

  /** Keeps the compiler from leaving out what is read for nothing but the caches. */
  private long touched;

  boolean isEmpty() {
    return size == 0;
  }

  boolean isFull() {
    return size == RECORDS;
  }

  int size() {
    return size;
  }

  void add(StreamRecord<DeviceReadings> record) {
    readings[size] = record.getValue();
    timed[size] = record.hasTimestamp();
    timestamps[size] = record.getTimestamp();
    size++;
  }

  DeviceReadings readings(int record) {
    return readings[record];
  }

  boolean hasTimestamp(int record) {
    return timed[record];
  }

  long timestamp(int record) {
    return timestamps[record];
  }

  /** Has the states of the records' devices brought into the caches. */
  void fetch(DeviceTable devices) {
    long read = 0;
    for (int i = 0; i < size; i++) {
      places[i] = devices.firstPlaceOf(readings[i].device());
      read += devices.touch(places[i]);
    }
    for (int i = 0; i < size; i++) {
      read += devices.touchDevice(places[i]);
    }
    for (int i = 0; i < size; i++) {
      read += devices.touchChannels(places[i], readings[i]);
    }
    touched += read;
  }

  void clear() {
    Arrays.fill(readings, 0, size, null);
    size = 0;
  }
}
