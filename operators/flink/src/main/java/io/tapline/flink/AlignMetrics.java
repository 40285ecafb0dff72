/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.flink;

import io.tapline.alignment.AlignmentState;
import io.tapline.flink.state.Account;
import io.tapline.flink.state.Counts;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.metrics.DescriptiveStatisticsHistogram;

/** What the align operator tells while it runs; times in milliseconds. */
final class AlignMetrics {

  private static final int LATENESS_WINDOW = 1_000;

  private final Histogram lateness;
  private final Counter clockResets;
  private long frontierLagMillis;

  AlignMetrics(MetricGroup group, Counts counts) {
    counts.export(
        group,
        Account.FRAMED,
        Account.INVALID,
        Account.FUTURE,
        Account.LATE,
        Account.CARRIED,
        Account.DUPLICATE,
        Account.BUFFERED,
        Account.UNKNOWN_CHANNEL,
        Account.FRAMES,
        Account.TOO_MANY_DEVICES);
    MetricGroup tapline = group.addGroup("tapline");
    lateness =
        tapline.histogram("lateness-ms", new DescriptiveStatisticsHistogram(LATENESS_WINDOW));
    clockResets = tapline.counter("clock-resets");
    tapline.gauge("frontier-lag-ms", (Gauge<Long>) () -> frontierLagMillis);
  }

  /** A device's clock has been set back. */
  void clockReset() {
    clockResets.inc();
  }

  void late(long micros) {
    lateness.update(micros / 1_000);
  }

  /** How far the device that came last has its furthest reading ahead of its frontier. */
  void frontierLag(AlignmentState device) {
    long frontier = device.frontierMicros();
    boolean released = frontier != Long.MIN_VALUE;
    frontierLagMillis = released ? (device.furthestMicros() - frontier) / 1_000 : 0;
  }
}
