/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.alignment;

import io.tapline.alignment.Fill.Constant;
import io.tapline.alignment.Fill.Hold;
import io.tapline.alignment.RandomDevice.Reading;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The frames of a whole recording, written plainly from the rules and apart from the aligner. */
final class OfflineAlignment {

  /** What a channel has in a tick, in the unit of the readings. */
  private record Value(double raw, byte origin) {}

  private OfflineAlignment() {}

  /** Frames as text, in the form of {@link #text}. */
  static List<String> frames(Alignment alignment, List<Reading> sorted) {
    long origin = alignment.grid().originMicros();
    long period = alignment.grid().periodNumerator();
    TreeMap<Long, List<Reading>> ticks = new TreeMap<>();
    for (Reading reading : sorted) {
      long tick = Math.floorDiv(reading.micros() - origin, period);
      ticks.computeIfAbsent(tick, t -> new ArrayList<>()).add(reading);
    }
    List<String> frames = new ArrayList<>();
    List<Channel> measured = alignment.layout().measured();
    int channels = measured.size();
    Double[] held = new Double[channels];
    long[] heldTime = new long[channels];
    Long previous = null;
    for (long tick : ticks.keySet()) {
      boolean segmentStart =
          previous == null || (tick - previous - 1) * period > alignment.bounds().maxGapMicros();
      for (long t = segmentStart ? tick : previous + 1; t <= tick; t++) {
        long start = origin + t * period;
        Map<String, Value> values = new HashMap<>();
        for (int c = 0; c < channels; c++) {
          List<Reading> here = new ArrayList<>();
          for (Reading reading : ticks.getOrDefault(t, List.of())) {
            if (reading.channel() == c) {
              here.add(reading);
            }
          }
          Channel channel = measured.get(c);
          if (!here.isEmpty()) {
            double value = here.get(here.size() - 1).value();
            if (channel.aggregate() == Aggregate.MEAN) {
              value = here.stream().mapToDouble(Reading::value).sum() / here.size();
            }
            held[c] = value;
            heldTime[c] = here.get(here.size() - 1).micros();
            values.put(channel.name(), new Value(value, Mask.OBSERVED));
          } else if (channel.fill() instanceof Constant constant) {
            values.put(channel.name(), new Value(constant.value(), Mask.FILLED));
          } else if (held[c] != null
              && start - heldTime[c] <= ((Hold) channel.fill()).maxAgeMicros()) {
            values.put(channel.name(), new Value(held[c], Mask.FILLED));
          } else {
            values.put(channel.name(), new Value(0, Mask.MISSING));
          }
        }
        frames.add(text(start, segmentStart) + text(alignment.layout(), values));
        segmentStart = false;
      }
      previous = tick;
    }
    return frames;
  }

  private static String text(ChannelLayout layout, Map<String, Value> values) {
    StringBuilder text = new StringBuilder();
    for (FrameChannel channel : layout.frame()) {
      Value value =
          channel instanceof DerivedChannel norm
              ? normOf(norm.sources().stream().map(values::get).toList())
              : values.get(channel.name());
      boolean missing = value.origin() == Mask.MISSING;
      double scaled = missing ? 0 : value.raw() * channel.scale() + channel.offset();
      text.append(text(scaled, value.origin()));
    }
    return text.toString();
  }

  private static Value normOf(List<Value> sources) {
    double norm = Math.sqrt(sources.stream().mapToDouble(v -> v.raw() * v.raw()).sum());
    if (sources.stream().anyMatch(v -> v.origin() == Mask.MISSING)) {
      return new Value(0, Mask.MISSING);
    }
    boolean observed = sources.stream().allMatch(v -> v.origin() == Mask.OBSERVED);
    return new Value(norm, observed ? Mask.OBSERVED : Mask.FILLED);
  }

  static String text(long startMicros, boolean segmentStart) {
    return (segmentStart ? "|" : "") + startMicros;
  }

  static String text(double value, byte origin) {
    return " " + (float) value + "/" + origin;
  }
}
