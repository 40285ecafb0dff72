/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.cli;

import io.tapline.local.cluster.JobHandle;
import io.tapline.local.cluster.LocalCluster;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import me.tongfei.progressbar.ProgressBar;
import org.apache.flink.api.common.JobStatus;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Shows how a job on this machine gets on, until it ends. */
public final class JobProgress {

  private static final Logger LOG = LoggerFactory.getLogger(JobProgress.class);
  private static final Duration POLL = Duration.ofMillis(500);

  private JobProgress() {}

  /** Asks the job something. */
  @FunctionalInterface
  interface Look {
    void look() throws IOException, InterruptedException;
  }

  /**
   * Moves a bar of readings along until the job has ended, and returns how. A question that the
   * cluster does not answer stops the bar for a moment, and nothing else.
   */
  public static JobStatus watch(LocalCluster cluster, JobHandle job, ProgressBar bar) {
    return watch(cluster, job, bar, () -> {});
  }

  /** The same, with another look at the job each time. */
  static JobStatus watch(LocalCluster cluster, JobHandle job, ProgressBar bar, Look look) {
    while (!job.status().isGloballyTerminalState()) {
      try {
        JobCounts counts = JobCounts.of(cluster.webUi(), job.id().toHexString());
        ReadingAccount account = ReadingAccount.of(counts);
        bar.stepTo(account.read());
        bar.setExtraMessage(" %,d framed%s".formatted(account.framed(), loss(counts)));
        look.look();
      } catch (IOException e) {
        LOG.debug("The cluster does not answer now", e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return job.status();
      }
      waitForEnd(job);
    }
    return job.status();
  }

  private static String loss(JobCounts counts) {
    long failed = counts.failedCommits();
    return failed == 0 ? "" : ", RESULTS LOST: %,d failed commits".formatted(failed);
  }

  private static void waitForEnd(JobHandle job) {
    try {
      job.awaitEnd(POLL);
    } catch (TimeoutException e) {
      // It runs on.
    }
  }
}
