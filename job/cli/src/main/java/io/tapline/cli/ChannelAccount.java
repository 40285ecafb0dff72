/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.cli;

import io.tapline.flink.ChannelMetricNames;
import io.tapline.flink.state.ChannelLine;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * How a channel fares in a job, over all devices.
 *
 * @param counts since the job began; all lines are there
 * @param lastSeenMillis the largest time of a reading that was taken, in event time; {@link #NEVER}
 *     where none was since the job was started or restored
 */
public record ChannelAccount(String channel, Map<ChannelLine, Long> counts, long lastSeenMillis) {

  static final long NEVER = Long.MIN_VALUE;

  static final String GROUP = ".tapline.channel.";

  /** The year 1: times before it are those of nothing. */
  private static final double FIRST_MILLIS = -62_135_596_800_000.0;

  private static final String LAST_SEEN = "last-seen-ms";

  /**
   * What a job says of its channels now; a count that Flink has not gathered yet is 0.
   *
   * @param channels the measured channels, in the order of the job's layout
   */
  public static List<ChannelAccount> of(URI rest, String jobId, List<String> channels)
      throws IOException, InterruptedException {
    return of(JobMetrics.of(rest, jobId, ChannelAccount::isOfInterest), channels);
  }

  /** The same of metrics that are at hand. */
  static List<ChannelAccount> of(Map<String, JobMetrics.Gathered> metrics, List<String> channels) {
    List<String> names = ChannelMetricNames.of(channels);
    List<ChannelAccount> all = new ArrayList<>();
    for (int channel = 0; channel < names.size(); channel++) {
      String group = "align" + GROUP + ChannelMetricNames.shown(names.get(channel)) + ".";
      Map<ChannelLine, Long> counts = new EnumMap<>(ChannelLine.class);
      for (ChannelLine line : ChannelLine.values()) {
        JobMetrics.Gathered count = metrics.get(group + line.label());
        counts.put(line, count == null ? 0 : Math.round(count.sum()));
      }
      JobMetrics.Gathered seen = metrics.get(group + LAST_SEEN);
      boolean never = seen == null || seen.max() < FIRST_MILLIS;
      all.add(
          new ChannelAccount(
              channels.get(channel), counts, never ? NEVER : Math.round(seen.max())));
    }
    return all;
  }

  /** Rates and shares of subtasks do not add up: they are worked out of the counts instead. */
  private static boolean isOfInterest(String id) {
    return id.contains(GROUP) && !id.endsWith(".rate") && !id.endsWith(".observed-share");
  }

  public long get(ChannelLine line) {
    return counts.get(line);
  }

  /** How many ticks there were, of all devices. */
  public long ticks() {
    return get(ChannelLine.OBSERVED) + get(ChannelLine.FILLED) + get(ChannelLine.MISSING);
  }
}
