/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.cli;

import java.util.ArrayList;
import java.util.List;

/** Records that wait for their schema, and results that are lost. */
final class TroubleReport {

  private static final String WAITING = "decode.waiting-for-schema";

  private static final int REPORTED_FROM = 2;

  private int samplesWithWaiting;
  private long failedCommits;

  /**
   * What is new since the last call.
   *
   * @param failed commits of transactions that failed for good, since the job was last started
   */
  List<String> lines(JobCounts counts, long failed) {
    List<String> lines = new ArrayList<>();
    waiting(counts.get(WAITING), lines);
    if (failed > failedCommits) {
      lines.add(
          "results were lost, as a transaction could not be committed any more: replay the readings"
              + " of that time, and raise delivery.transaction-timeout above the longest outage:"
              + " failed-commits="
              + failed);
    }
    failedCommits = failed;
    return lines;
  }

  /** A schema that is new is fetched within a moment, which is no trouble. */
  private void waiting(long records, List<String> lines) {
    if (records > 0) {
      samplesWithWaiting++;
      if (samplesWithWaiting == REPORTED_FROM) {
        lines.add(
            "records wait for their schema, and what is behind them in their partitions too: see"
                + " whether the registry at input.schema-registry is up and has the schema:"
                + " waiting-for-schema="
                + records);
      }
    } else {
      if (samplesWithWaiting >= REPORTED_FROM) {
        lines.add("no record waits for its schema any more");
      }
      samplesWithWaiting = 0;
    }
  }
}
