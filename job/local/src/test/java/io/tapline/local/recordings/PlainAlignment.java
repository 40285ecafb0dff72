/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.local.recordings;

import io.tapline.local.recordings.RealRecording.ChannelOfFrame;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * The frames of a whole recording in float64, written plainly: the mean of a channel's readings in
 * each tick, the first of equal times only, held while young enough, a new segment after a gap.
 */
final class PlainAlignment {

  /** Frames without a longer gap, [frames, channels], from the start of the first one's tick. */
  @SuppressWarnings("ArrayRecordComponent") // Compared by nobody.
  record Segment(long startMicros, double[][] frames) {}

  final List<Segment> segments = new ArrayList<>();
  int duplicates;

  PlainAlignment(RealRecording recording, String device) {
    int channels = recording.channels().size();
    long period = recording.periodMicros();
    TreeMap<Long, List<List<double[]>>> ticks = new TreeMap<>();
    long[] lastTime = new long[channels];
    java.util.Arrays.fill(lastTime, -1);
    for (Row row : recording.rows()) {
      if (!row.device().equals(device)) {
        continue;
      }
      for (int i = 0; i < row.values().length; i++) {
        int channel = row.firstChannel() + i;
        if (lastTime[channel] == row.micros()) {
          duplicates++;
          continue;
        }
        lastTime[channel] = row.micros();
        ticks
            .computeIfAbsent(row.micros() / period, t -> emptyTick(channels))
            .get(channel)
            .add(new double[] {row.micros(), row.values()[i]});
      }
    }
    List<double[]> frames = new ArrayList<>();
    double[][] held = new double[channels][];
    long previous = -1;
    long start = 0;
    for (long tick : ticks.keySet()) {
      if (previous >= 0 && (tick - previous - 1) * period > RealRecording.MAX_GAP_MICROS) {
        segments.add(new Segment(start * period, frames.toArray(new double[0][])));
        frames.clear();
      }
      for (long t = frames.isEmpty() ? tick : previous + 1; t <= tick; t++) {
        if (frames.isEmpty()) {
          start = t;
        }
        frames.add(frame(recording, ticks.getOrDefault(t, emptyTick(channels)), t * period, held));
      }
      previous = tick;
    }
    segments.add(new Segment(start * period, frames.toArray(new double[0][])));
  }

  private static double[] frame(
      RealRecording recording, List<List<double[]>> tick, long startMicros, double[][] held) {
    double[] frame = new double[tick.size()];
    for (int c = 0; c < frame.length; c++) {
      List<double[]> readings = tick.get(c);
      if (!readings.isEmpty()) {
        double mean = readings.stream().mapToDouble(r -> r[1]).sum() / readings.size();
        held[c] = new double[] {readings.get(readings.size() - 1)[0], mean};
      }
      boolean young = held[c] != null && startMicros - held[c][0] <= recording.maxAgeMicros();
      ChannelOfFrame channel = recording.channels().get(c);
      frame[c] = young ? held[c][1] * channel.scale() + channel.offset() : 0;
    }
    return frame;
  }

  private static List<List<double[]>> emptyTick(int channels) {
    List<List<double[]>> tick = new ArrayList<>();
    for (int c = 0; c < channels; c++) {
      tick.add(new ArrayList<>());
    }
    return tick;
  }
}
