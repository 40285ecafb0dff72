/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.flink.plain;

import io.tapline.alignment.Aggregate;
import io.tapline.alignment.Channel;
import io.tapline.alignment.Duplicates;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Every reading of one channel that was taken, none ever dropped: by time, in the order of arrival.
 */
final class PlainChannel {

  /**
   * @param sinceTick the first tick that was not released when it came: no earlier frame can know
   *     of it
   */
  record Taken(double value, long sinceTick) {}

  /** A late reading that the channel holds from a tick on. */
  record Carried(long micros, double value, long fromTick) {}

  final Channel channel;
  final TreeMap<Long, List<Taken>> byTime = new TreeMap<>();
  final List<Carried> carried = new ArrayList<>();
  private final PlainTicks ticks;

  PlainChannel(Channel channel, PlainTicks ticks) {
    this.channel = channel;
    this.ticks = ticks;
  }

  boolean observed(long tick) {
    Long time = byTime.ceilingKey(ticks.startOf(tick));
    return time != null && time < ticks.startOf(tick + 1);
  }

  /** The aggregate of a tick, of what was known when another tick was released. */
  double aggregate(long tick, long knownAt) {
    List<Double> values = new ArrayList<>();
    Map<Long, List<Taken>> within =
        byTime.subMap(ticks.startOf(tick), true, ticks.startOf(tick + 1), false);
    for (List<Taken> ofTime : within.values()) {
      List<Double> known = known(ofTime, knownAt);
      if (!known.isEmpty()) {
        values.add(oneOf(known));
      }
    }
    return aggregate(channel.aggregate(), values);
  }

  /** The first time from a tick on of which something was known when another was released. */
  Long firstTimeFrom(long tick, long knownAt) {
    for (var entry : byTime.tailMap(ticks.startOf(tick)).entrySet()) {
      if (!known(entry.getValue(), knownAt).isEmpty()) {
        return entry.getKey();
      }
    }
    return null;
  }

  /** How many readings are framed, once all of them are. */
  int framed() {
    boolean all = channel.duplicates() == Duplicates.MEAN;
    return all ? byTime.values().stream().mapToInt(List::size).sum() : byTime.size();
  }

  private static List<Double> known(List<Taken> ofTime, long knownAt) {
    return ofTime.stream().filter(taken -> taken.sinceTick() <= knownAt).map(Taken::value).toList();
  }

  /** What counts of several readings of one time. */
  private double oneOf(List<Double> values) {
    return switch (channel.duplicates()) {
      case FIRST_WINS -> values.get(0);
      case LAST_WINS -> values.get(values.size() - 1);
      case MEAN -> {
        List<Double> sorted = new ArrayList<>(values);
        Collections.sort(sorted);
        yield aggregate(Aggregate.MEAN, sorted);
      }
    };
  }

  private static double aggregate(Aggregate how, List<Double> values) {
    double sum = values.get(0);
    for (double value : values.subList(1, values.size())) {
      sum += value;
    }
    return switch (how) {
      case LAST -> values.get(values.size() - 1);
      case FIRST -> values.get(0);
      case MEAN -> sum / values.size();
      case MIN -> Collections.min(values);
      case MAX -> Collections.max(values);
      case SUM -> sum;
      case COUNT -> values.size();
    };
  }
}
