/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.cli;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What goes wrong in a running job, asked from Flink's REST interface now and then: failures, late
 * readings, records that wait, results that are lost. A line each, as soon as it is known.
 */
final class JobReport {

  private static final Logger LOG = LoggerFactory.getLogger(JobReport.class);
  private static final long RESTARTS_EVERY_NANOS = 2_000_000_000L;
  private static final long METRICS_EVERY_NANOS = 10_000_000_000L;
  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  private static final String READ = "decode.read";
  private static final String FAILED_COMMITS = "failed-commits";

  private final URI rest;
  private final String jobId;
  private final List<String> channels;
  private final Consumer<String> lines;
  private final LongSupplier nanos;

  private final RestartReport restarts = new RestartReport();
  private final LateReport late = new LateReport();
  private final TroubleReport trouble = new TroubleReport();
  private long restartsAt;
  private long metricsAt;

  /**
   * @param channels the measured channels, in the order of the job's layout
   * @param lines takes each line, without its end
   * @param nanos a clock such as {@link System#nanoTime}
   */
  JobReport(
      URI rest, String jobId, List<String> channels, Consumer<String> lines, LongSupplier nanos) {
    this.rest = rest;
    this.jobId = jobId;
    this.channels = List.copyOf(channels);
    this.lines = lines;
    this.nanos = nanos;
    restartsAt = nanos.getAsLong();
    metricsAt = restartsAt;
  }

  /** Looks at what is due. */
  void look() throws IOException, InterruptedException {
    long now = nanos.getAsLong();
    if (now - restartsAt >= RESTARTS_EVERY_NANOS) {
      restartsAt = now;
      lookAtRestarts();
    }
    if (now - metricsAt >= METRICS_EVERY_NANOS) {
      long seconds = (now - metricsAt) / NANOS_PER_SECOND;
      metricsAt = now;
      lookAtMetrics(seconds);
    }
  }

  /**
   * Looks once more, at a job that has ended well; metrics of ended tasks are not there any more.
   */
  void lookAtTheEnd() throws InterruptedException {
    try {
      lookAtRestarts();
    } catch (IOException e) {
      LOG.debug("The cluster does not answer at the job's end", e);
    }
  }

  private void lookAtRestarts() throws IOException, InterruptedException {
    restarts.lines(JobMetrics.get(rest.resolve("/jobs/" + jobId + "/exceptions"))).forEach(lines);
  }

  private void lookAtMetrics(long seconds) throws IOException, InterruptedException {
    Map<String, JobMetrics.Gathered> metrics = JobMetrics.of(rest, jobId, JobReport::isOfInterest);
    JobCounts counts = JobCounts.of(metrics);
    if (!counts.byName().containsKey(READ)) {
      // The job starts, and Flink has no metrics of it yet.
      return;
    }
    JobMetrics.Gathered lateness = metrics.get(LateReport.LATENESS);
    late.lines(
            counts,
            ChannelAccount.of(metrics, channels),
            lateness == null ? 0 : lateness.max(),
            seconds)
        .forEach(lines);
    trouble.lines(counts, failedCommits(metrics)).forEach(lines);
  }

  private static boolean isOfInterest(String id) {
    return id.equals("decode.tapline.read")
        || id.endsWith(".late")
        || id.equals(LateReport.LATENESS)
        || id.endsWith(".waiting-for-schema")
        || id.endsWith(FAILED_COMMITS);
  }

  /** Of every output, wherever its sink counts them. */
  private static long failedCommits(Map<String, JobMetrics.Gathered> metrics) {
    return metrics.entrySet().stream()
        .filter(metric -> metric.getKey().endsWith(FAILED_COMMITS))
        .mapToLong(metric -> Math.round(metric.getValue().sum()))
        .sum();
  }
}
