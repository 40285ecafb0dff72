/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapline.local.junit.TopicReader;
import io.tapline.local.recordings.ResultsByDevice;
import java.io.IOException;
import java.lang.module.ModuleFinder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** The production jar on processes of their own: what a crash or a savepoint leaves no trace of. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class StandaloneClusterIT {

  private static final long SEED = 20_260_101;
  private static final int EXPECTED = PublishedReadings.DEVICES * PublishedReadings.TICKS;
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  @TempDir static Path folder;

  private static Standalone cluster;
  private static PublishedReadings readings;

  /** What a run gives in which nothing happens. */
  private static Map<String, List<String>> undisturbed;

  @BeforeAll
  static void start() throws Exception {
    // A space, because folders have them.
    cluster = new Standalone(folder.resolve("tapline run"));
    cluster.run("start-broker");
    cluster.run("start-cluster", "--task-managers", "2", "--slots", "2");
    readings = new PublishedReadings(cluster.bootstrapServers(), SEED);
    undisturbed = runUndisturbed();
  }

  @AfterAll
  static void stop() throws Exception {
    cluster.run("stop-all");
  }

  private static Map<String, List<String>> runUndisturbed() throws Exception {
    SmallJob job = prepare("undisturbed");
    readings.publish(job.readings(), 0, 1);
    String id = submit(job);
    return finish(job, id);
  }

  @Test
  @Order(1)
  void shouldGiveAResultForEachTickOfEachDevice() {
    assertThat(undisturbed).hasSize(PublishedReadings.DEVICES);
    assertThat(undisturbed.values())
        .as("seed=%d", SEED)
        .allSatisfy(
            results ->
                assertThat(results).hasSize(PublishedReadings.TICKS).doesNotHaveDuplicates());
  }

  @Test
  @Order(2)
  void shouldGiveTheSameResultsWhenATaskManagerIsKilled() throws Exception {
    SmallJob job = prepare("killed");
    String id = submit(job);
    readings.publish(job.readings(), 0, 0.3);
    awaitSomeOf(job);

    readings.publish(job.readings(), 0.3, 0.6);
    cluster.kill("taskmanager-1");
    readings.publish(job.readings(), 0.6, 0.8);
    assertThat(cluster.attempt("status").exitCode()).isEqualTo(1);
    cluster.run("start-cluster", "--task-managers", "2");
    readings.publish(job.readings(), 0.8, 1);

    assertThat(ResultsByDevice.differences(finish(job, id), undisturbed))
        .as("seed=%d", SEED)
        .isEmpty();
    assertThat(cluster.rest("jobs/" + id + "/exceptions"))
        .as("the job had tasks on the TaskManager that was killed")
        .contains("taskmanager-1");
  }

  @Test
  @Order(3)
  void shouldGoOnFromASavepointAsIfNothingHadBeen() throws Exception {
    SmallJob job = prepare("saved");
    String first = submit(job);
    readings.publish(job.readings(), 0, 0.5);
    awaitSomeOf(job);
    String savepoint = cluster.run("savepoint", first, "--stop");
    readings.publish(job.readings(), 0.5, 1);

    String second = submit(job, "--from", savepoint);

    assertThat(ResultsByDevice.differences(finish(job, second), undisturbed))
        .as("seed=%d", SEED)
        .isEmpty();
  }

  @Test
  @Order(4)
  void shouldTellAllMistakesOfAConfigurationAndSubmitNothing() throws Exception {
    SmallJob job = SmallJob.write(folder.resolve("absent"), "absent", cluster.bootstrapServers());

    Script.Outcome outcome = cluster.attempt("submit", "--config", job.config().toString());

    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.err().lines())
        .hasSize(3)
        .allSatisfy(line -> assertThat(line).startsWith("submit: no such topic: "));
  }

  @Test
  @Order(5)
  void shouldKeepTaplineAndKafkaOffTheClassPathOfFlink() {
    assertThat(Script.ROOT.resolve("deploy/target/cluster/flink").toFile().list())
        .isNotEmpty()
        .noneMatch(jar -> jar.contains("tapline") || jar.contains("kafka"));
  }

  @Test
  @Order(6)
  void shouldRunTaskManagersWithTheVectorModuleWhereTheJdkHasIt() {
    Path printed = folder.resolve("tapline run/log/taskmanager-2.out");
    String announced = "Using incubator modules: jdk.incubator.vector";

    if (ModuleFinder.ofSystem().find("jdk.incubator.vector").isPresent()) {
      assertThat(printed).content().contains(announced);
    } else {
      assertThat(printed).content().doesNotContain(announced);
    }
  }

  /** From JDK 24 on a JVM warns unless options allow it. */
  @Test
  @Order(7)
  void shouldStartProcessesWithoutAWarningOfTheirJvm() throws IOException {
    for (String process : List.of("broker", "jobmanager", "taskmanager-1", "taskmanager-2")) {
      assertThat(Files.readAllLines(folder.resolve("tapline run/log/" + process + ".out")))
          .as(process)
          .noneMatch(line -> line.startsWith("WARNING: ") && !line.contains("incubator modules"));
    }
  }

  @Test
  @Order(8)
  void shouldLeaveNoProcess() throws Exception {
    List<Long> pids = cluster.pids();
    assertThat(pids).hasSize(4).allMatch(Standalone::runs);

    cluster.run("stop-all");

    assertThat(pids).noneMatch(Standalone::runs);
    assertThat(cluster.pids()).isEmpty();
  }

  private static SmallJob prepare(String name) throws IOException, InterruptedException {
    SmallJob job = SmallJob.write(folder.resolve(name), name, cluster.bootstrapServers());
    cluster.run("create-topics", "--partitions", "2", "--config", job.config().toString());
    return job;
  }

  private static String submit(SmallJob job, String... more)
      throws IOException, InterruptedException {
    List<String> arguments = new ArrayList<>(List.of("--config", job.config().toString()));
    arguments.addAll(List.of("--parallelism", "2"));
    arguments.addAll(List.of(more));
    return cluster.run("submit", arguments.toArray(String[]::new));
  }

  private static void awaitSomeOf(SmallJob job) {
    try (TopicReader results = new TopicReader(cluster.bootstrapServers(), job.results())) {
      assertThat(results.read(1, PATIENCE)).hasSizeLessThan(EXPECTED);
    }
  }

  /** Waits for all results, ends the job, and gives what it then has written in all. */
  private static Map<String, List<String>> finish(SmallJob job, String id)
      throws IOException, InterruptedException {
    try (TopicReader results = new TopicReader(cluster.bootstrapServers(), job.results())) {
      results.read(EXPECTED, PATIENCE);
      cluster.run("savepoint", id, "--stop");
      return ResultsByDevice.bytes(results.readAll(PATIENCE));
    }
  }
}
