/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapline.local.recordings.OfflineReference;
import io.tapline.local.recordings.PlainNetwork;
import io.tapline.local.recordings.RealRecording;
import io.tapline.local.recordings.RecordingConfig;
import io.tapline.local.recordings.RecordingTopics;
import io.tapline.local.recordings.ResultsByDevice;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real recordings through the production jar, on processes of their own that crash. */
class RealRecordingsOnStandaloneClusterIT {

  private static final long SEED = 20_261_120;
  private static final int KILLS = 3;
  private static final int TASK_MANAGERS = 2;

  /** One for each of the two jobs: each has tasks on each TaskManager, and can do without none. */
  private static final int SLOTS = 2;

  @TempDir static Path folder;

  private static Standalone cluster;

  /** A job over a recording, what goes into it and out of it, and what must. */
  private record Run(RecordingTopics topics, OfflineReference reference, String job) {}

  @BeforeAll
  static void start() throws Exception {
    cluster = new Standalone(folder.resolve("run"));
    cluster.run("start-broker");
    startTaskManagers("--slots", String.valueOf(SLOTS));
  }

  @AfterAll
  static void stop() throws Exception {
    cluster.run("stop-all");
  }

  @Test
  void shouldGiveTheSameBytesWhenTaskManagersAreKilledMidway() throws Exception {
    List<RealRecording> recordings =
        List.of(RealRecording.phoneWatch(), RealRecording.androidPhone());

    Map<String, List<String>> undisturbed = runUndisturbed(recordings);
    Map<String, List<String>> killed = runWithKills(recordings);

    assertThat(ResultsByDevice.differences(killed, undisturbed)).isEmpty();
  }

  private static Map<String, List<String>> runUndisturbed(List<RealRecording> recordings)
      throws Exception {
    List<Run> runs = start(recordings, "undisturbed");
    for (Run run : runs) {
      run.topics.publish(run.topics.recording().rows());
    }
    List<ConsumerRecord<byte[], byte[]>> results = new ArrayList<>();
    for (Run run : runs) {
      List<ConsumerRecord<byte[], byte[]>> own = finish(run);
      run.reference.assertEqualTo(ResultsByDevice.decoded(own));
      results.addAll(own);
    }
    return ResultsByDevice.bytes(results);
  }

  private static Map<String, List<String>> runWithKills(List<RealRecording> recordings)
      throws Exception {
    List<Run> runs = start(recordings, "killed");
    double portion = 1.0 / (KILLS + 1);
    for (int kill = 0; kill < KILLS; kill++) {
      double before = kill * portion;
      double middle = before + portion / 2;
      for (Run run : runs) {
        run.topics.publish(run.topics.recording().rows(before, middle));
      }
      for (Run run : runs) {
        awaitSomeOfPortion(run, before);
      }
      // What is published right before the kill is still on its way.
      for (Run run : runs) {
        run.topics.publish(run.topics.recording().rows(middle, before + portion));
      }
      cluster.kill("taskmanager-" + (1 + kill % TASK_MANAGERS));
      startTaskManagers();
    }
    for (Run run : runs) {
      run.topics.publish(run.topics.recording().rows(KILLS * portion, 1));
    }
    List<ConsumerRecord<byte[], byte[]>> results = new ArrayList<>();
    for (Run run : runs) {
      results.addAll(finish(run));
      assertWasRestored(run);
    }
    return ResultsByDevice.bytes(results);
  }

  /** More than the portions before it can give: the job runs, again if it had been killed. */
  private static void awaitSomeOfPortion(Run run, double before) {
    int expected = run.reference.results();
    int committed = run.topics.awaitMoreResultsThan((int) (expected * before));
    assertThat(committed).as("results before the kill").isLessThan(expected);
  }

  /** More often than there were kills: Flink tries the slots of the dead until it misses them. */
  private static void assertWasRestored(Run run) throws Exception {
    assertThat(cluster.restores(run.job)).isGreaterThanOrEqualTo(KILLS);
    assertThat(cluster.rest("jobs/" + run.job + "/exceptions"))
        .as("the job had tasks on the TaskManagers that were killed")
        .contains("taskmanager-1", "taskmanager-2");
  }

  private static void startTaskManagers(String... more) throws IOException, InterruptedException {
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of("--task-managers", String.valueOf(TASK_MANAGERS)));
    arguments.addAll(List.of(more));
    cluster.run("start-cluster", arguments.toArray(String[]::new));
  }

  private static List<Run> start(List<RealRecording> recordings, String fate)
      throws IOException, InterruptedException {
    List<RecordingTopics> topics = new ArrayList<>();
    List<String> create = new ArrayList<>(List.of("--partitions", "2"));
    for (RealRecording recording : recordings) {
      String run = recording.name() + "-" + fate;
      RecordingTopics own = new RecordingTopics(cluster.bootstrapServers(), run, recording);
      topics.add(own);
      create.addAll(own.names());
    }
    cluster.run("create-topics", create.toArray(String[]::new));
    List<Run> runs = new ArrayList<>();
    for (RecordingTopics each : topics) {
      runs.add(submit(each));
    }
    return runs;
  }

  private static Run submit(RecordingTopics topics) throws IOException, InterruptedException {
    RealRecording recording = topics.recording();
    PlainNetwork network = new PlainNetwork(recording.channels().size(), SEED);
    Path config = RecordingConfig.write(folder, topics, network, 64, TASK_MANAGERS);
    String job = cluster.run("submit", "--config", config.toString());
    return new Run(topics, new OfflineReference(recording, network), job);
  }

  /** Waits for all results, ends the job, and gives what it then has written in all. */
  private static List<ConsumerRecord<byte[], byte[]>> finish(Run run)
      throws IOException, InterruptedException {
    run.topics.awaitTails(run.reference.results());
    cluster.run("savepoint", run.job, "--stop");
    return run.topics.allResults();
  }
}
