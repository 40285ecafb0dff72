/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.flink.recordings;

import io.tapline.flink.element.DeviceReadings;
import io.tapline.flink.element.SourceRecord;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * One line of a recording: a sensor's channels at one time.
 *
 * @param firstChannel the number of the first one
 */
@SuppressWarnings("ArrayRecordComponent") // Compared by nobody.
public record RecordedRow(int firstChannel, long micros, double[] values) {

  /** A record of the row, whose own timestamp is the given one. */
  public DeviceReadings readings(String device, long recordMillis) {
    int[] channels = new int[values.length];
    long[] times = new long[values.length];
    for (int i = 0; i < values.length; i++) {
      channels[i] = firstChannel + i;
      times[i] = micros;
    }
    SourceRecord source = new SourceRecord("recording", 0, 0, recordMillis, new byte[] {1});
    return new DeviceReadings(source, device, channels, times, values.clone());
  }

  /** The rows in the order of time; those of equal times stay in theirs. */
  public static List<RecordedRow> sorted(List<RecordedRow> rows) {
    List<RecordedRow> sorted = new ArrayList<>(rows);
    sorted.sort(Comparator.comparingLong(RecordedRow::micros));
    return sorted;
  }

  /** A record for each row, stamped when the furthest row so far was taken. */
  public static List<DeviceReadings> live(String device, List<RecordedRow> rows) {
    List<DeviceReadings> records = new ArrayList<>();
    long furthest = Long.MIN_VALUE;
    for (RecordedRow row : rows) {
      furthest = Math.max(furthest, row.micros());
      records.add(row.readings(device, furthest / 1_000));
    }
    return records;
  }
}
