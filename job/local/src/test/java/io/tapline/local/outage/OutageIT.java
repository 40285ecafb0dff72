/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.local.outage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tapline.local.cluster.JobHandle;
import io.tapline.local.junit.TaplineExtension;
import io.tapline.pipeline.kafka.LostResultsException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.util.ExceptionUtils;
import org.apache.kafka.clients.admin.TransactionState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * A checkpoint is complete, and the job is gone before it has committed the results: what then
 * happens depends on whether the broker keeps the transactions open until the job is back.
 */
class OutageIT {

  private static final Duration PATIENCE = OutageJob.PATIENCE;
  private static final Duration SHORT = Duration.ofSeconds(2);

  @RegisterExtension static final TaplineExtension tapline = OutageJob.broker(Map.of());

  @TempDir private Path folder;

  @Test
  void shouldEndTheJobWhereTheOutageOutlastedTheTransactions() throws Exception {
    OutageJob outage = new OutageJob(tapline, folder, SHORT);
    String savepoint = outage.uncommitted(folder);
    try (JobTransactions transactions = new JobTransactions(outage.pipeline.config())) {
      assertThat(transactions.awaitNoneOpen(PATIENCE)).containsKey(TransactionState.COMPLETE_ABORT);
    }

    JobHandle restored = outage.start(savepoint, false);

    assertThat(restored.awaitEnd(PATIENCE)).isEqualTo(JobStatus.FAILED);
    assertThatThrownBy(() -> restored.awaitFinished(PATIENCE))
        .satisfies(
            failure ->
                assertThat(ExceptionUtils.findThrowable(failure, LostResultsException.class))
                    .get()
                    .extracting(Throwable::getMessage)
                    .asString()
                    .contains("results of a completed checkpoint are lost", "--accept-loss"));
    assertThat(tapline.collectAll(outage.results, PATIENCE)).isEmpty();
  }

  @Test
  void shouldGoOnAndCountWhereTheLossIsAccepted() throws Exception {
    OutageJob outage = new OutageJob(tapline, folder, SHORT);
    String savepoint = outage.uncommitted(folder);
    try (JobTransactions transactions = new JobTransactions(outage.pipeline.config())) {
      transactions.awaitNoneOpen(PATIENCE);
    }

    JobHandle restored = outage.start(savepoint, true);
    restored.awaitRunning(PATIENCE);
    outage.sendAndRead(50, restored);

    assertThat(outage.failedCommits(restored)).isEqualTo(1);
    drain(restored);
    assertThat(tapline.collectAll(outage.results, PATIENCE)).hasSizeBetween(50, 52);
  }

  /**
   * A short transaction timeout may restart the job on a busy machine: then it is drained after.
   */
  private void drain(JobHandle job) {
    try {
      job.drain(folder);
    } catch (IllegalStateException e) {
      job.awaitRunning(PATIENCE);
      job.drain(folder);
    }
  }

  @Test
  void shouldCommitAfterAnOutageWithinTheTransactionTimeout() throws Exception {
    OutageJob outage = new OutageJob(tapline, folder, Duration.ofMinutes(10));
    String savepoint = outage.uncommitted(folder);

    JobHandle restored = outage.start(savepoint, false);
    restored.awaitRunning(PATIENCE);
    outage.sendAndRead(50, restored);

    assertThat(outage.failedCommits(restored)).isZero();
    restored.drain(folder);
    assertThat(tapline.collectAll(outage.results, PATIENCE)).hasSize(150);
  }

  @Test
  void shouldGoOnFromTheSavepointThatStoppedAJobAndCountNoFailure() throws Exception {
    OutageJob outage = new OutageJob(tapline, folder, Duration.ofMinutes(10));
    JobHandle job = outage.startAndRead(100);
    String savepoint = job.stopWithSavepoint(folder);
    try (JobTransactions transactions = new JobTransactions(outage.pipeline.config())) {
      assertThat(transactions.in(TransactionState.COMPLETE_COMMIT)).isNotEmpty();
    }

    JobHandle restored = outage.start(savepoint, false);
    restored.awaitRunning(PATIENCE);
    outage.sendAndRead(50, restored);

    assertThat(outage.failedCommits(restored)).isZero();
    restored.drain(folder);
    assertThat(tapline.collectAll(outage.results, PATIENCE)).hasSize(150);
  }
}
