/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.alignment;

import io.tapline.alignment.Fill.Constant;
import io.tapline.alignment.Fill.Hold;
import io.tapline.alignment.RandomDevice.Reading;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** The frames of a whole recording, written plainly from the rules and apart from the aligner. */
final class OfflineAlignment {

  private OfflineAlignment() {}

  /** Frames as text, in the form of {@link #text}. */
  static List<String> frames(Alignment alignment, List<Reading> sorted) {
    long origin = alignment.grid().originMicros();
    long period = alignment.grid().periodMicros();
    TreeMap<Long, List<Reading>> ticks = new TreeMap<>();
    for (Reading reading : sorted) {
      long tick = Math.floorDiv(reading.micros() - origin, period);
      ticks.computeIfAbsent(tick, t -> new ArrayList<>()).add(reading);
    }
    List<String> frames = new ArrayList<>();
    int channels = alignment.layout().size();
    Double[] held = new Double[channels];
    long[] heldTime = new long[channels];
    Long previous = null;
    for (long tick : ticks.keySet()) {
      boolean segmentStart =
          previous == null || (tick - previous - 1) * period > alignment.bounds().maxGapMicros();
      for (long t = segmentStart ? tick : previous + 1; t <= tick; t++) {
        long start = origin + t * period;
        StringBuilder frame = new StringBuilder(text(start, segmentStart));
        for (int c = 0; c < channels; c++) {
          List<Reading> here = new ArrayList<>();
          for (Reading reading : ticks.getOrDefault(t, List.of())) {
            if (reading.channel() == c) {
              here.add(reading);
            }
          }
          Channel channel = alignment.layout().channel(c);
          if (!here.isEmpty()) {
            double value = here.get(here.size() - 1).value();
            if (channel.aggregate() == Aggregate.MEAN) {
              value = here.stream().mapToDouble(Reading::value).sum() / here.size();
            }
            held[c] = value;
            heldTime[c] = here.get(here.size() - 1).micros();
            frame.append(text(value * channel.scale() + channel.offset(), Mask.OBSERVED));
          } else if (channel.fill() instanceof Constant constant) {
            frame.append(text(constant.value() * channel.scale() + channel.offset(), Mask.FILLED));
          } else if (held[c] != null
              && start - heldTime[c] <= ((Hold) channel.fill()).maxAgeMicros()) {
            frame.append(text(held[c] * channel.scale() + channel.offset(), Mask.FILLED));
          } else {
            frame.append(text(0, Mask.MISSING));
          }
        }
        frames.add(frame.toString());
        segmentStart = false;
      }
      previous = tick;
    }
    return frames;
  }

  static String text(long startMicros, boolean segmentStart) {
    return (segmentStart ? "|" : "") + startMicros;
  }

  static String text(double value, byte origin) {
    return " " + (float) value + "/" + origin;
  }
}
