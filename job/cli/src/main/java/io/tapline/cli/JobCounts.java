/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.cli;

import java.io.IOException;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;

/**
 * A job's own counts, summed over subtasks: of a running one as Flink's REST interface tells them,
 * of one that has ended as {@link LastMetrics} has them.
 *
 * @param byName such as {@code decode.read}: the operator, and the count
 */
public record JobCounts(Map<String, Long> byName) {

  private static final String GROUP = ".tapline.";

  /** What a job says of itself now; counts that Flink has not gathered yet are absent. */
  public static JobCounts of(URI rest, String jobId) throws IOException, InterruptedException {
    return of(JobMetrics.of(rest, jobId, JobCounts::isCount));
  }

  /** Those among a job's metrics that are counts of its own. */
  static JobCounts of(Map<String, JobMetrics.Gathered> metrics) {
    Map<String, Long> byName = new HashMap<>();
    metrics.forEach(
        (id, all) -> {
          if (isCount(id)) {
            byName.merge(id.replace(GROUP, "."), Math.round(all.sum()), Long::sum);
          }
        });
    return new JobCounts(byName);
  }

  /** The channels' are many, and asked for on their own: see {@link ChannelAccount}. */
  private static boolean isCount(String id) {
    return id.contains(GROUP) && !id.contains("lateness") && !id.contains(ChannelAccount.GROUP);
  }

  /** Transactions that could not be committed, of all sinks: their results are lost. */
  public long failedCommits() {
    return byName.entrySet().stream()
        .filter(count -> count.getKey().endsWith(".failed-commits"))
        .mapToLong(Map.Entry::getValue)
        .sum();
  }

  public long get(String name) {
    return byName.getOrDefault(name, 0L);
  }
}
