/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.alignment;

import io.tapline.alignment.Fill.Constant;
import io.tapline.alignment.Fill.Hold;
import io.tapline.alignment.Fill.Linear;
import io.tapline.alignment.RandomDevice.Reading;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** The frames of a whole recording, written plainly from the rules and apart from the aligner. */
final class OfflineAlignment {

  /** What a channel has in a tick, in the unit of the readings. */
  private record Value(double raw, byte origin) {
    static final Value MISSING = new Value(0, Mask.MISSING);
  }

  /** What a channel had in a tick of its own, and the time of the last reading. */
  private record Observed(double raw, long lastMicros) {}

  private final Alignment alignment;
  private final List<Channel> measured;

  /** By channel, then by tick. */
  private final List<NavigableMap<Long, Observed>> observed = new ArrayList<>();

  private OfflineAlignment(RandomDevice device) {
    alignment = device.alignment;
    measured = alignment.layout().measured();
    for (int c = 0; c < measured.size(); c++) {
      observed.add(observed(device, c));
    }
  }

  /** Frames as text, in the form of {@link #text}. */
  static List<String> frames(RandomDevice device) {
    return new OfflineAlignment(device).frames();
  }

  private NavigableMap<Long, Observed> observed(RandomDevice device, int channel) {
    TreeMap<Long, TreeMap<Long, List<Double>>> ticks = new TreeMap<>();
    for (Reading reading : device.readings) {
      if (reading.channel() == channel) {
        long time = device.timeOf(reading);
        ticks
            .computeIfAbsent(tickOf(time), t -> new TreeMap<>())
            .computeIfAbsent(time, t -> new ArrayList<>())
            .add(reading.value());
      }
    }
    NavigableMap<Long, Observed> values = new TreeMap<>();
    ticks.forEach(
        (tick, times) -> {
          List<Double> means = times.values().stream().map(OfflineAlignment::meanOf).toList();
          double value = aggregate(measured.get(channel).aggregate(), means);
          values.put(tick, new Observed(value, times.lastKey()));
        });
    return values;
  }

  private static double meanOf(Collection<Double> values) {
    double sum = 0;
    for (double value : values.stream().sorted(Comparator.naturalOrder()).toList()) {
      sum += value;
    }
    return sum / values.size();
  }

  private static double aggregate(Aggregate aggregate, List<Double> values) {
    double sum = values.stream().reduce(0.0, Double::sum);
    return switch (aggregate) {
      case FIRST -> values.get(0);
      case LAST -> values.get(values.size() - 1);
      case MIN -> values.stream().min(Double::compare).orElseThrow();
      case MAX -> values.stream().max(Double::compare).orElseThrow();
      case SUM -> sum;
      case MEAN -> sum / values.size();
      case COUNT -> values.size();
    };
  }

  private List<String> frames() {
    TreeMap<Long, Boolean> ticks = new TreeMap<>();
    observed.forEach(channel -> channel.keySet().forEach(tick -> ticks.put(tick, true)));
    List<String> frames = new ArrayList<>();
    Map<String, Value> before = Map.of();
    Long previous = null;
    for (long tick : ticks.keySet()) {
      boolean segmentStart = previous == null || tick - previous - 1 > maxGapTicks();
      for (long t = segmentStart ? tick : previous + 1; t <= tick; t++) {
        Map<String, Value> values = valuesOf(t);
        before = segmentStart ? Map.of() : before;
        frames.add(text(startOf(t), segmentStart) + text(values, before));
        before = values;
        segmentStart = false;
      }
      previous = tick;
    }
    return frames;
  }

  private Map<String, Value> valuesOf(long tick) {
    Map<String, Value> values = new HashMap<>();
    for (int c = 0; c < measured.size(); c++) {
      Observed here = observed.get(c).get(tick);
      values.put(
          measured.get(c).name(),
          here == null ? fill(c, tick) : new Value(here.raw(), Mask.OBSERVED));
    }
    return values;
  }

  private Value fill(int channel, long tick) {
    Fill fill = measured.get(channel).fill();
    Map.Entry<Long, Observed> last = observed.get(channel).lowerEntry(tick);
    Map.Entry<Long, Observed> next = observed.get(channel).higherEntry(tick);
    if (fill instanceof Constant constant) {
      return new Value(constant.value(), Mask.FILLED);
    }
    if (fill instanceof Hold hold
        && last != null
        && startOf(tick) - last.getValue().lastMicros() <= hold.maxAgeMicros()) {
      return new Value(last.getValue().raw(), Mask.FILLED);
    }
    if (fill instanceof Linear linear && last != null && next != null) {
      long ahead = next.getKey() - tick;
      if (ahead <= ticksIn(linear.lookAheadMicros())
          && inOneSegment(last.getKey(), next.getKey())) {
        double share = (double) (tick - last.getKey()) / (next.getKey() - last.getKey());
        double raw = last.getValue().raw() * (1 - share) + next.getValue().raw() * share;
        return new Value(raw, Mask.FILLED);
      }
    }
    return Value.MISSING;
  }

  /** Whether the device was not silent for too long anywhere between two ticks. */
  private boolean inOneSegment(long first, long last) {
    long at = first;
    for (long tick = first + 1; tick <= last; tick++) {
      long here = tick;
      if (observed.stream().anyMatch(channel -> channel.containsKey(here))) {
        if (tick - at - 1 > maxGapTicks()) {
          return false;
        }
        at = tick;
      }
    }
    return true;
  }

  private String text(Map<String, Value> values, Map<String, Value> before) {
    StringBuilder text = new StringBuilder();
    for (FrameChannel channel : alignment.layout().frame()) {
      if (channel instanceof MaskChannel mask) {
        byte origin = values.get(mask.source()).origin();
        double told = origin == mask.origin() ? 1 : 0;
        text.append(text(told * mask.scale() + mask.offset(), origin));
        continue;
      }
      Value value =
          channel instanceof DerivedChannel made
              ? derived(made, values, before)
              : values.get(channel.name());
      boolean missing = value.origin() == Mask.MISSING;
      double scaled = missing ? 0 : value.raw() * channel.scale() + channel.offset();
      text.append(text(scaled, value.origin()));
    }
    return text.toString();
  }

  private static Value derived(
      DerivedChannel made, Map<String, Value> values, Map<String, Value> before) {
    List<Value> sources = new ArrayList<>(made.sources().stream().map(values::get).toList());
    if (made.derivation() == Derivation.CHANGE) {
      sources.add(before.getOrDefault(made.sources().get(0), Value.MISSING));
    }
    double raw = derived(made.derivation(), sources.stream().map(Value::raw).toList());
    if (sources.stream().anyMatch(v -> v.origin() == Mask.MISSING) || !Double.isFinite(raw)) {
      return Value.MISSING;
    }
    boolean observed = sources.stream().allMatch(v -> v.origin() == Mask.OBSERVED);
    return new Value(raw, observed ? Mask.OBSERVED : Mask.FILLED);
  }

  private static double derived(Derivation derivation, List<Double> values) {
    return switch (derivation) {
      case NORM -> Math.sqrt(values.stream().mapToDouble(v -> v * v).sum());
      case SUM -> values.stream().reduce(Double::sum).orElseThrow();
      case PRODUCT -> values.stream().reduce((a, b) -> a * b).orElseThrow();
      case DIFFERENCE, CHANGE -> values.get(0) - values.get(1);
      case RATIO -> values.get(0) / values.get(1);
    };
  }

  private long maxGapTicks() {
    return ticksIn(alignment.bounds().maxGapMicros());
  }

  /** In exact arithmetic: floor(duration / period). */
  private long ticksIn(long micros) {
    return floor(micros, alignment.grid().periodDenominator(), alignment.grid().periodNumerator());
  }

  /** In exact arithmetic: origin + floor(tick * period). */
  private long startOf(long tick) {
    Grid grid = alignment.grid();
    return grid.originMicros() + floor(tick, grid.periodNumerator(), grid.periodDenominator());
  }

  /** The last tick that has begun. */
  private long tickOf(long micros) {
    long tick = ticksIn(micros - alignment.grid().originMicros()) - 2;
    while (startOf(tick + 1) <= micros) {
      tick++;
    }
    return tick;
  }

  /** floor(value * factor / divisor). */
  private static long floor(long value, long factor, long divisor) {
    BigInteger product = BigInteger.valueOf(value).multiply(BigInteger.valueOf(factor));
    BigInteger[] parts = product.divideAndRemainder(BigInteger.valueOf(divisor));
    return parts[0].longValueExact() - (parts[1].signum() < 0 ? 1 : 0);
  }

  static String text(long startMicros, boolean segmentStart) {
    return (segmentStart ? "|" : "") + startMicros;
  }

  static String text(double value, byte origin) {
    return " " + (float) value + "/" + origin;
  }
}
