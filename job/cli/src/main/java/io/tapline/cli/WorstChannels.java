/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.cli;

import io.tapline.flink.state.ChannelLine;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Which channels something is counted of, those with most first, such as {@code acc.x 12}. */
final class WorstChannels {

  private static final int NAMED = 3;

  private WorstChannels() {}

  /** What was counted since the job began; empty where nothing was. */
  static String of(List<ChannelAccount> channels, ChannelLine line) {
    return since(Map.of(), channels, line);
  }

  /** What was counted since then; a channel that is not there began with nothing. */
  static String since(Map<String, Long> then, List<ChannelAccount> channels, ChannelLine line) {
    List<Map.Entry<String, Long>> counted = new ArrayList<>();
    counts(channels, line)
        .forEach(
            (name, count) -> counted.add(Map.entry(name, count - then.getOrDefault(name, 0L))));
    counted.removeIf(channel -> channel.getValue() <= 0);
    counted.sort(
        Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
            .thenComparing(Map.Entry.comparingByKey()));
    List<String> named =
        counted.stream()
            .limit(NAMED)
            .map(channel -> "%s %,d".formatted(channel.getKey(), channel.getValue()))
            .toList();
    int more = counted.size() - named.size();
    return String.join(", ", named) + (more == 0 ? "" : " and " + more + " more");
  }

  static Map<String, Long> counts(List<ChannelAccount> channels, ChannelLine line) {
    Map<String, Long> counts = new HashMap<>();
    channels.forEach(channel -> counts.put(channel.channel(), channel.get(line)));
    return counts;
  }
}
