/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.pipeline.kafka;

import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;

/** Counts the transactions of one task that could not be committed, since the task started. */
final class FailedCommits {

  private volatile long count;

  /** For the task's thread alone. */
  @SuppressWarnings("NonAtomicVolatileUpdate") // Others only read.
  void add(int transactions) {
    count += transactions;
  }

  long count() {
    return count;
  }

  /** Exports the count as {@code tapline.failed-commits}. */
  void export(MetricGroup group) {
    group.addGroup("tapline").gauge("failed-commits", (Gauge<Long>) this::count);
  }
}
