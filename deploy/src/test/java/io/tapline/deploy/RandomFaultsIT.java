/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapline.local.account.JobMetrics;
import io.tapline.local.junit.TopicReader;
import io.tapline.local.recordings.ResultsByDevice;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random faults, while two topics are written: processes are killed, also when a checkpoint has
 * just been completed and its results are about to be committed, and the broker is stopped or slow.
 * What is read as committed is, to the byte, what a run gives in which nothing happens.
 *
 * <p>{@code -Dtapline.faults=30} draws as many, and {@code -Dtapline.faults.seed=…} others.
 */
class RandomFaultsIT {

  private static final long SEED = Long.getLong("tapline.faults.seed", 20_261_130);
  private static final int FAULTS = Integer.getInteger("tapline.faults", 3);
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final int TASK_MANAGERS = 2;

  private enum Fault {
    KILL_TASK_MANAGER,
    KILL_JOB_MANAGER,
    KILL_BROKER,
    LOSE_COMMIT,
    PAUSE_BROKER,
    SLOW_BROKER
  }

  @TempDir static Path folder;

  private static Standalone cluster;
  private final SplittableRandom random = new SplittableRandom(SEED);
  private String job;

  @BeforeAll
  static void start() throws Exception {
    cluster = new Standalone(folder.resolve("run"));
    cluster.run("start-broker");
    cluster.run("start-cluster", "--task-managers", "" + TASK_MANAGERS, "--slots", "2");
  }

  @AfterAll
  static void stop() throws Exception {
    cluster.run("stop-all");
  }

  /** Starts what is missing. */
  private static void startCluster() throws IOException, InterruptedException {
    cluster.run("start-cluster", "--task-managers", "" + TASK_MANAGERS);
  }

  @Test
  void shouldCommitTheSameResultsWhateverFails() throws Exception {
    TwoTopicsJob disturbed = prepare("disturbed");
    job = cluster.run("submit", "--config", disturbed.config().toString(), "--parallelism", "2");
    LivePublisher publisher = new LivePublisher(cluster.bootstrapServers(), SEED);
    Thread publishing = new Thread(publisher, "publisher");
    publishing.start();
    for (int fault = 0; fault < FAULTS; fault++) {
      pause(3_000 + random.nextInt(4_000));
      Fault what = Fault.values()[random.nextInt(Fault.values().length)];
      System.out.printf("seed=%d, fault %d of %d: %s%n", SEED, fault + 1, FAULTS, what);
      happen(what, disturbed);
    }
    publisher.end();
    publishing.join();

    int expected = LivePublisher.DEVICES * publisher.ticks();
    Map<String, List<String>> results = results(disturbed, expected);
    assertBalance(publisher.ticks());
    cluster.run("savepoint", job, "--stop");
    TwoTopicsJob quiet = prepare("quiet");
    job = cluster.run("submit", "--config", quiet.config().toString(), "--parallelism", "2");
    assertThat(ResultsByDevice.differences(results, results(quiet, expected)))
        .as("seed=%d", SEED)
        .isEmpty();
    cluster.run("savepoint", job, "--stop");
    assertThat(committed(disturbed.rejected())).as("seed=%d", SEED).isEmpty();
  }

  private void happen(Fault fault, TwoTopicsJob disturbed) throws Exception {
    switch (fault) {
      case KILL_TASK_MANAGER -> {
        cluster.kill("taskmanager-" + (1 + random.nextInt(TASK_MANAGERS)));
        startCluster();
      }
      case KILL_JOB_MANAGER -> {
        cluster.kill("jobmanager");
        startCluster();
        job =
            cluster.run(
                "submit",
                "--config",
                disturbed.config().toString(),
                "--parallelism",
                "2",
                "--from",
                newestCheckpoint());
      }
      case KILL_BROKER -> {
        cluster.kill("broker");
        pause(random.nextInt(5_000));
        cluster.run("start-broker");
      }
      case LOSE_COMMIT -> {
        awaitCheckpoint();
        for (int number = 1; number <= TASK_MANAGERS; number++) {
          cluster.kill("taskmanager-" + number);
        }
        startCluster();
      }
      case PAUSE_BROKER -> {
        cluster.signal("broker", "STOP");
        pause(1_000 + random.nextInt(6_000));
        cluster.signal("broker", "CONT");
      }
      case SLOW_BROKER -> {
        for (int times = 0; times < 20; times++) {
          cluster.signal("broker", "STOP");
          pause(50 + random.nextInt(200));
          cluster.signal("broker", "CONT");
          pause(random.nextInt(200));
        }
      }
    }
  }

  /** Waits until one more checkpoint is there, whose results have hardly been committed then. */
  private static void awaitCheckpoint() throws Exception {
    Path before = newest();
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (newest().equals(before)) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("no checkpoint comes after " + before);
      }
      pause(1);
    }
  }

  private static String newestCheckpoint() throws IOException {
    return newest().toString();
  }

  private static Path newest() throws IOException {
    try (Stream<Path> files = Files.walk(folder.resolve("run/checkpoints"))) {
      return files
          .filter(file -> file.endsWith("_metadata"))
          .max(Comparator.comparingLong(file -> file.toFile().lastModified()))
          .map(Path::getParent)
          .orElse(Path.of("none"));
    } catch (java.io.UncheckedIOException e) {
      // A checkpoint was deleted meanwhile.
      return Path.of("none");
    }
  }

  private static TwoTopicsJob prepare(String name) throws IOException, InterruptedException {
    TwoTopicsJob job = TwoTopicsJob.write(folder.resolve(name), name, cluster.bootstrapServers());
    cluster.run("create-topics", "--partitions", "4", "--config", job.config().toString());
    return job;
  }

  private void assertBalance(int ticks) throws Exception {
    long read = LivePublisher.DEVICES * (2L * ticks + (ticks + 24) / 25 + 3);
    URI web = URI.create("http://127.0.0.1:" + cluster.environment().get("TAPLINE_REST_PORT"));
    Map<String, Long> account = new JobMetrics(web, job).awaitAccount(read, PATIENCE);
    assertThat(account.get("framed") + account.get("buffered")).as("%s", account).isEqualTo(read);
  }

  private static Map<String, List<String>> results(TwoTopicsJob of, int expected) {
    try (TopicReader reader = new TopicReader(cluster.bootstrapServers(), of.results())) {
      reader.read(expected, PATIENCE);
      return ResultsByDevice.bytes(committed(of.results()));
    }
  }

  private static List<org.apache.kafka.clients.consumer.ConsumerRecord<byte[], byte[]>> committed(
      String topic) {
    try (TopicReader reader = new TopicReader(cluster.bootstrapServers(), topic)) {
      return reader.readAll(PATIENCE);
    }
  }

  private static void pause(long millis) throws InterruptedException {
    TimeUnit.MILLISECONDS.sleep(millis);
  }
}
