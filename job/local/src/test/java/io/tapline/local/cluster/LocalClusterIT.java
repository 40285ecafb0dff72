/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.local.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Metric;
import org.apache.flink.metrics.MetricConfig;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.reporter.MetricReporter;
import org.apache.flink.runtime.client.JobExecutionException;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalClusterIT {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static LocalCluster cluster;

  @TempDir Path directory;

  @BeforeAll
  static void startCluster() throws Exception {
    cluster = LocalCluster.start(1, 2);
  }

  @AfterAll
  static void stopCluster() throws Exception {
    cluster.close();
  }

  @AfterEach
  void freeTheSlots() throws Exception {
    cluster.cancelAll();
  }

  @Test
  void shouldServeItsWebUiOnLoopback() throws Exception {
    assertThat(cluster.webUi().getHost()).isEqualTo("127.0.0.1");
    assertThat(get("/")).contains("Apache Flink Web Dashboard");
    assertThat(get("/config")).contains("\"web-submit\":false");
  }

  @Test
  void shouldRunAJobToItsEnd() throws Exception {
    JobHandle job = cluster.submit(countingTo(1_000, new Configuration()));

    assertThat(job.awaitFinished(PATIENCE).getJobID()).isEqualTo(job.id());
    assertThat(job.status()).isEqualTo(JobStatus.FINISHED);
    assertThat(job.restarts()).isZero();
  }

  @Test
  void shouldRunAJobThatItsEnvironmentExecutes() throws Exception {
    StreamExecutionEnvironment env = countingTo(1_000, new Configuration());

    assertThat(env.execute().isJobExecutionResult()).isTrue();
    assertThat(get("/jobs/overview")).contains("FINISHED");
  }

  @Test
  void shouldRestartAJobWhoseTaskManagerWasTerminated() throws Exception {
    JobHandle job = cluster.submit(countingForEver());
    job.awaitRunning(PATIENCE);

    cluster.terminateTaskManager(0);
    cluster.startTaskManager();

    job.awaitRestarts(1, PATIENCE);
    job.checkpoint();
    assertThat(job.completedCheckpoints()).isPositive();
    job.cancel();
    assertThat(job.awaitEnd(PATIENCE)).isEqualTo(JobStatus.CANCELED);
  }

  @Test
  void shouldStartFromTheSavepointOfAStoppedJob() throws Exception {
    JobHandle stopped = cluster.submit(countingForEver());
    stopped.awaitRunning(PATIENCE);
    String savepoint = stopped.stopWithSavepoint(directory);
    assertThat(stopped.awaitEnd(PATIENCE)).isEqualTo(JobStatus.FINISHED);

    Configuration restored = new Configuration();
    restored.set(StateRecoveryOptions.SAVEPOINT_PATH, savepoint);
    JobHandle job = cluster.submit(countingTo(Long.MAX_VALUE - 1, restored));

    job.awaitRunning(PATIENCE);
    assertThat(job.restoredFrom()).contains(savepoint);
    cluster.cancelAll();
    assertThat(job.status()).isEqualTo(JobStatus.CANCELED);
  }

  @Test
  void shouldTellTheCauseOfAFailedJob() throws Exception {
    Configuration noRestart = new Configuration();
    noRestart.setString("restart-strategy.type", "disable");
    StreamExecutionEnvironment env = cluster.env(noRestart);
    env.fromSequence(1, 10).map(number -> number / 0).sinkTo(new DiscardingSink<>());
    JobHandle job = cluster.submit(env);

    assertThatThrownBy(() -> job.awaitFinished(PATIENCE))
        .isInstanceOf(JobExecutionException.class)
        .hasRootCauseMessage("/ by zero");
    assertThatThrownBy(() -> job.awaitCheckpoints(1, PATIENCE))
        .hasMessageContaining("status=FAILED")
        .hasMessageContaining("/ by zero");
  }

  @Test
  void shouldTellAReporterWhatAJobCountedToItsLastRecord() throws Exception {
    LastCount sent = new LastCount();
    try (LocalCluster reported = LocalCluster.start(1, 1, new Configuration(), sent)) {
      StreamExecutionEnvironment env = reported.env();
      env.setParallelism(1);
      env.fromSequence(1, 1_000).sinkTo(new DiscardingSink<>());
      reported.submit(env).awaitFinished(PATIENCE);

      assertThat(sent.counters).hasSize(1);
      assertThat(sent.counters.get(0).getCount()).isEqualTo(1_000);
    }
  }

  /** Keeps what counts the source's records. */
  private static final class LastCount implements MetricReporter {

    private final List<Counter> counters = new CopyOnWriteArrayList<>();

    @Override
    public void open(MetricConfig config) {}

    @Override
    public void notifyOfAddedMetric(Metric metric, String name, MetricGroup group) {
      if (name.equals("numRecordsOut")
          && group.getAllVariables().getOrDefault("<operator_name>", "").startsWith("Source")) {
        counters.add((Counter) metric);
      }
    }

    @Override
    public void notifyOfRemovedMetric(Metric metric, String name, MetricGroup group) {}

    @Override
    public void close() {}
  }

  private static StreamExecutionEnvironment countingForEver() {
    return countingTo(Long.MAX_VALUE - 1, new Configuration());
  }

  private static StreamExecutionEnvironment countingTo(long last, Configuration job) {
    job.setString("restart-strategy.type", "fixed-delay");
    job.setString("restart-strategy.fixed-delay.delay", "10 ms");
    job.setString("restart-strategy.fixed-delay.attempts", "100");
    StreamExecutionEnvironment env = cluster.env(job);
    env.enableCheckpointing(100);
    env.fromSequence(1, last).uid("numbers").sinkTo(new DiscardingSink<>()).uid("sink");
    return env;
  }

  private static String get(String path) throws Exception {
    HttpRequest request = HttpRequest.newBuilder(cluster.webUi().resolve(path)).build();
    return HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
  }
}
