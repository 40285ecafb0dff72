/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.schemas;

import java.util.ArrayList;
import java.util.List;

/** Readings as lines of text: device, channel, time, value. */
final class ReadingText {

  private ReadingText() {}

  static List<String> of(Readings readings) {
    List<String> lines = new ArrayList<>();
    for (int c = 0; c < readings.channelCount(); c++) {
      for (int i = readings.start(c); i < readings.end(c); i++) {
        lines.add(
            line(
                readings.device(),
                readings.channel(c),
                readings.timestampMicros(i),
                readings.value(i)));
      }
    }
    return lines;
  }

  static List<String> of(SensorReading reading) {
    return List.of(
        line(
            reading.getDevice(),
            reading.getChannel(),
            reading.getTimestampMicros(),
            reading.getValue()));
  }

  static List<String> of(ReadingBatch batch) {
    List<String> lines = new ArrayList<>();
    for (ChannelSamples samples : batch.getChannels()) {
      long time = samples.getFirstTimestampMicros();
      for (int i = 0; i < samples.getValues().size(); i++) {
        time += i == 0 ? 0 : samples.getTimestampDeltas().get(i - 1);
        lines.add(line(batch.getDevice(), samples.getChannel(), time, samples.getValues().get(i)));
      }
    }
    return lines;
  }

  private static String line(String device, String channel, long time, double value) {
    return device + " " + channel + " " + time + " " + value;
  }
}
