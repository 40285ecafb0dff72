/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.pipeline.decode;

import io.tapline.alignment.ChannelLayout;
import io.tapline.flink.element.DeviceReadings;
import io.tapline.flink.element.RejectedReadings;
import io.tapline.flink.element.RejectionReason;
import io.tapline.flink.element.SourceRecord;
import io.tapline.schemas.Readings;
import java.util.Arrays;
import java.util.List;

/** The readings of one device of a record, told apart by whether the layout has their channels. */
final class ReadingSelection {

  private final ChannelLayout layout;
  private SourceRecord record;
  private Readings decoded;
  private String device;
  private int[] groups = new int[16];
  private int groupCount;
  private int size;

  ReadingSelection(ChannelLayout layout) {
    this.layout = layout;
  }

  /** Selects all readings, of a record of one device. */
  void all(SourceRecord record, Readings decoded) {
    begin(record, decoded, decoded.device(), decoded.channelCount());
    for (int group = 0; group < decoded.channelCount(); group++) {
      add(group);
    }
  }

  /** Selects the readings of some channel groups, which are of the device. */
  void some(SourceRecord record, Readings decoded, String device, List<Integer> chosen) {
    begin(record, decoded, device, chosen.size());
    chosen.forEach(this::add);
  }

  private void begin(SourceRecord record, Readings decoded, String device, int most) {
    this.record = record;
    this.decoded = decoded;
    this.device = device;
    groupCount = 0;
    size = 0;
    if (most > groups.length) {
      groups = new int[2 * most];
    }
  }

  private void add(int group) {
    groups[groupCount++] = group;
    size += decoded.end(group) - decoded.start(group);
  }

  String device() {
    return device;
  }

  /** Number of readings selected. */
  int size() {
    return size;
  }

  /**
   * Those of the layout's channels.
   *
   * @param route what is known of the record's way to its partition
   */
  DeviceReadings known(long route) {
    int[] channels = new int[size];
    long[] micros = new long[size];
    double[] values = new double[size];
    int count = 0;
    for (int g = 0; g < groupCount; g++) {
      int channel = layout.indexOf(decoded.channel(groups[g]));
      if (channel < 0) {
        continue;
      }
      for (int i = decoded.start(groups[g]); i < decoded.end(groups[g]); i++) {
        channels[count] = channel;
        micros[count] = decoded.timestampMicros(i);
        values[count] = decoded.value(i);
        count++;
      }
    }
    if (count == size) {
      return new DeviceReadings(record, device, channels, micros, values, route);
    }
    return new DeviceReadings(
        record,
        device,
        Arrays.copyOf(channels, count),
        Arrays.copyOf(micros, count),
        Arrays.copyOf(values, count),
        route);
  }

  /** So many of other channels. */
  RejectedReadings ofUnknownChannels(int count) {
    return rejected(RejectionReason.UNKNOWN_CHANNEL, count, true);
  }

  /** All of them, since the device is none of this job's. */
  RejectedReadings ofUnknownDevice() {
    return rejected(RejectionReason.UNKNOWN_DEVICE, size, false);
  }

  private RejectedReadings rejected(RejectionReason reason, int size, boolean unknownAlone) {
    String[] channels = new String[size];
    long[] micros = new long[size];
    double[] values = new double[size];
    int count = 0;
    for (int g = 0; g < groupCount; g++) {
      String channel = decoded.channel(groups[g]);
      if (unknownAlone && layout.indexOf(channel) >= 0) {
        continue;
      }
      for (int i = decoded.start(groups[g]); i < decoded.end(groups[g]); i++) {
        channels[count] = channel;
        micros[count] = decoded.timestampMicros(i);
        values[count] = decoded.value(i);
        count++;
      }
    }
    return new RejectedReadings(
        record, reason, reason.explanation(), device, channels, micros, values, new long[size]);
  }
}
