/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.local.outage;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapline.local.account.JobMetrics;
import io.tapline.local.cluster.JobHandle;
import io.tapline.local.junit.TaplineExtension;
import io.tapline.pipeline.RunningJobs;
import io.tapline.pipeline.kafka.RunningTransactions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A job that runs is found by a second one of its name; one that has died is not in the way. */
class RunningJobIT {

  private static final Duration INTERVAL = Duration.ofMillis(500);
  private static final Duration LONG = Duration.ofMinutes(10);

  @RegisterExtension
  static final TaplineExtension tapline =
      TaplineExtension.builder().configuration(JobMetrics.atOnce()).build();

  @TempDir private Path folder;

  @Test
  void shouldRefuseASecondJobOfTheSameTransactionalIds() throws Exception {
    OutageJob job = new OutageJob(tapline, folder, LONG, INTERVAL);
    JobHandle running = job.start(null, false);
    running.awaitRunning(OutageJob.PATIENCE);
    AtomicBoolean over = new AtomicBoolean();
    Thread feeder = new Thread(() -> feed(job, over), "feeder");
    feeder.start();
    try (RunningTransactions transactions = new RunningTransactions(job.pipeline.config())) {
      Set<String> open = transactions.open();
      while (open.isEmpty()) {
        open = transactions.open();
      }
      assertThat(transactions.problem(open))
          .get()
          .asString()
          .startsWith("a job with these transactional ids is running: stop it, or")
          .contains("--ignore-running-job", "opened=" + job.readings + "-result-values-0-");
    } finally {
      over.set(true);
      feeder.join();
    }
  }

  @Test
  void shouldNotTakeTheTransactionsOfADeadJobForARunningOne() throws Exception {
    OutageJob job = new OutageJob(tapline, folder, LONG);
    job.uncommitted(folder);
    OutageJob often = new OutageJob(tapline, folder, LONG, INTERVAL);
    var config =
        OutageJob.with(job.pipeline.config(), "execution", often.pipeline.config().execution());
    try (RunningTransactions transactions = new RunningTransactions(config)) {
      Set<String> open = transactions.open();
      assertThat(open).isNotEmpty();
      assertThat(transactions.problem(open)).isEmpty();
    }
  }

  @Test
  void shouldNotWaitWhereNoTransactionIsOpen() throws Exception {
    OutageJob job = new OutageJob(tapline, folder, LONG);
    try (RunningTransactions transactions = new RunningTransactions(job.pipeline.config())) {
      assertThat(transactions.open()).isEmpty();
      assertThat(transactions.problem(Set.of())).isEmpty();
    }
  }

  @Test
  void shouldFindAJobOfTheNameOnTheCluster() throws Exception {
    OutageJob job = new OutageJob(tapline, folder, LONG);
    String name = job.pipeline.config().name();
    assertThat(RunningJobs.problem(tapline.cluster().webUi(), name)).isEmpty();
    JobHandle running = job.start(null, false);
    running.awaitRunning(OutageJob.PATIENCE);
    assertThat(RunningJobs.problem(tapline.cluster().webUi(), name))
        .contains(
            "a job of this name is on the cluster: stop it, or give this one another name, or give "
                + "--ignore-running-job: name="
                + name
                + ", job="
                + running.id()
                + ", state=RUNNING");
    running.cancel();
    running.awaitEnd(OutageJob.PATIENCE);
    assertThat(RunningJobs.problem(tapline.cluster().webUi(), name)).isEmpty();
  }

  private static void feed(OutageJob job, AtomicBoolean over) {
    while (!over.get()) {
      job.send(1);
      LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
    }
  }
}
