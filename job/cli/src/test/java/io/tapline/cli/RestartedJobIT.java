/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapline.local.cluster.JobHandle;
import io.tapline.local.cluster.LocalCluster;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.junit.jupiter.api.Test;

/** A job that fails three times, as Flink itself reports it. */
class RestartedJobIT {

  private static final int FAILURES = 3;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @Test
  void shouldReportRestartsAndCountWhatTheLastAttemptCounted() throws Exception {
    Flaky.FAILURES_LEFT.set(FAILURES);
    LastMetrics metrics = new LastMetrics();
    List<String> lines = new ArrayList<>();
    Configuration settings = new Configuration();
    LastMetrics.nameAsRest(settings);
    try (LocalCluster cluster = LocalCluster.start(1, 1, settings, metrics)) {
      StreamExecutionEnvironment env = cluster.env(restartingAtOnce());
      env.fromSequence(1, 10).map(new Flaky()).name("decode").sinkTo(new DiscardingSink<>());
      JobHandle job = cluster.submit(env);
      job.awaitFinished(PATIENCE);

      new JobReport(
              cluster.webUi(), job.id().toHexString(), List.of(), lines::add, System::nanoTime)
          .lookAtTheEnd();
    }

    assertThat(lines)
        .singleElement()
        .asString()
        .startsWith("the job has failed 3 times from this cause, and starts again: ")
        .contains("cause=IllegalStateException: the disk is full at byte 1, task=")
        .contains("decode")
        .endsWith("(1/1)");
    assertThat(metrics.counts().get("decode.read")).isEqualTo(10);
  }

  /** The job would wait for it for ever. */
  @Test
  void shouldStartAnotherTaskManagerWhereTheOnlyOneHasEnded() throws Exception {
    List<String> lines = new ArrayList<>();
    AtomicLong nanos = new AtomicLong();
    try (LocalCluster cluster = LocalCluster.start(1, 1)) {
      StreamExecutionEnvironment env = cluster.env(restartingAtOnce());
      env.fromSequence(1, Long.MAX_VALUE).sinkTo(new DiscardingSink<>());
      JobHandle job = cluster.submit(env);
      job.awaitRunning(PATIENCE);
      TaskManagerRestart restart = new TaskManagerRestart(cluster, lines::add, nanos::get);

      nanos.addAndGet(Duration.ofSeconds(10).toNanos());
      restart.look();
      assertThat(lines).isEmpty();
      cluster.terminateTaskManager(0);
      Instant deadline = Instant.now().plus(PATIENCE);
      while (lines.isEmpty() && Instant.now().isBefore(deadline)) {
        nanos.addAndGet(Duration.ofSeconds(2).toNanos());
        restart.look();
      }

      assertThat(lines)
          .singleElement()
          .asString()
          .startsWith("the TaskManager ended")
          .contains("another is started", LogFile.path().toString());
      job.awaitRestarts(1, PATIENCE);
      job.cancel();
    }
  }

  private static Configuration restartingAtOnce() {
    Configuration job = new Configuration();
    job.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
    job.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, FAILURES);
    job.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, Duration.ofMillis(1));
    return job;
  }

  /** Fails at its first element, as often as it shall. */
  private static final class Flaky extends RichMapFunction<Long, Long> {

    private static final long serialVersionUID = 1;
    private static final AtomicInteger FAILURES_LEFT = new AtomicInteger();

    private transient long read;

    @Override
    public void open(OpenContext context) {
      getRuntimeContext()
          .getMetricGroup()
          .addGroup("tapline")
          .gauge("read", (Gauge<Long>) () -> read);
    }

    @Override
    public Long map(Long element) {
      read++;
      int left = FAILURES_LEFT.getAndDecrement();
      if (left > 0) {
        throw new RuntimeException(
            "wrapped", new IllegalStateException("the disk is full at byte " + left));
      }
      return element;
    }
  }
}
