/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.local.recordings;

import io.tapline.local.recordings.RealRecording.ChannelOfFrame;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * An autopilot's log: topics of 247, 32, 10, 10 and 1 Hz, whose records were written in another
 * order than they were measured in, up to 343 ms behind the furthest.
 */
final class AutopilotLog {

  private static final String DEVICE = "autopilot";

  private final List<ChannelOfFrame> channels = new ArrayList<>();
  private final List<Row> asWritten = new ArrayList<>();

  AutopilotLog() {
    Map<String, Iterator<Row>> topics = new HashMap<>();
    read(topics, "sensor_combined_0", 1, 4, 1);
    read(topics, "vehicle_attitude_0", 4, 8, 1);
    read(topics, "actuator_outputs_0", 2, 6, 0.001);
    read(topics, "actuator_outputs_1", 2, 6, 0.0005);
    read(topics, "cpuload_0", 1, 3, 1);
    List<String> order = RealRecording.lines("autopilot/_arrival_order.csv");
    for (String line : order.subList(1, order.size())) {
      String[] fields = line.split(",", -1);
      Row row = topics.get(fields[0] + "_" + fields[1]).next();
      if (row.micros() != Long.parseLong(fields[2])) {
        throw new IllegalStateException("a topic is in another order: record=" + line);
      }
      asWritten.add(row);
    }
  }

  /** In the order of time, on a grid of 10 ms; the slowest topic is waited for, and held. */
  RealRecording recording() {
    List<Row> inTime = RealRecording.inTime(new ArrayList<>(asWritten));
    return new RealRecording(DEVICE, channels, 10_000, 1_100_000, 1_500_000, inTime);
  }

  /** In the order in which the log has them. */
  List<Row> asWritten() {
    return Collections.unmodifiableList(asWritten);
  }

  private void read(
      Map<String, Iterator<Row>> topics, String topic, int from, int to, double scale) {
    int firstChannel = channels.size();
    for (int field = from; field < to; field++) {
      channels.add(new ChannelOfFrame(topic + "." + field, scale, 0));
    }
    List<Row> rows = new ArrayList<>();
    List<String> lines = RealRecording.lines("autopilot/" + topic + ".csv");
    for (String line : lines.subList(1, lines.size())) {
      String[] fields = line.split(",", -1);
      double[] values = new double[to - from];
      for (int i = 0; i < values.length; i++) {
        values[i] = Double.parseDouble(fields[from + i]);
      }
      rows.add(new Row(DEVICE, firstChannel, Long.parseLong(fields[0]), values));
    }
    topics.put(topic, rows.iterator());
  }
}
