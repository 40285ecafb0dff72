/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.local.recordings;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapline.local.cluster.JobHandle;
import io.tapline.local.junit.TaplineExtension;
import io.tapline.schemas.RejectedReading;
import io.tapline.schemas.RejectedReadingCodec;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.flink.api.common.JobStatus;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Real recordings through a real broker, a mini-cluster and topics. */
class RealRecordingsIT {

  private static final String RECORDINGS = "io.tapline.local.recordings.RealRecording#all";
  private static final long SEED = 20_261_120;
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final int KILLS = 3;

  @RegisterExtension
  static final TaplineExtension tapline =
      TaplineExtension.builder().taskManagers(1).slots(4).build();

  @TempDir Path folder;

  @ParameterizedTest
  @MethodSource(RECORDINGS)
  void shouldEqualTheOfflineReferenceWithNothingMissingAndNothingExtra(
      Supplier<RealRecording> source) throws Exception {
    RealRecording recording = source.get();
    PlainNetwork network = new PlainNetwork(recording.channels().size(), SEED);
    RecordingJob job = new RecordingJob(tapline, folder, recording, network, 64, 2);
    job.topics.publish(recording.rows());
    finish(job);

    OfflineReference reference = new OfflineReference(recording, network);
    reference.assertEqualTo(ResultsByDevice.decoded(job.topics.allResults()));
    int duplicates = reference.duplicates();
    assertThat(duplicates).isGreaterThan(recording.name().equals("phone-watch") ? 0 : -1);
    assertThat(rejectedReadings(job.topics)).isEqualTo(duplicates);
  }

  @Test
  void shouldEqualTheReferenceOfTheSortedLogWhereRecordsComeAsTheyWereWritten() throws Exception {
    AutopilotLog log = new AutopilotLog();
    RealRecording recording = log.recording();
    PlainNetwork network = new PlainNetwork(recording.channels().size(), SEED);
    RecordingJob job = new RecordingJob(tapline, folder, recording, network, 64, 2);
    assertThat(log.asWritten()).isNotEqualTo(recording.rows());
    job.topics.publish(log.asWritten());
    finish(job);

    new OfflineReference(recording, network)
        .assertEqualTo(ResultsByDevice.decoded(job.topics.allResults()));
    assertThat(job.topics.allRejected()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource(RECORDINGS)
  void shouldGiveTheSameBytesWhateverTheBlocksTheParallelismAndTheOrderOfArrival(
      Supplier<RealRecording> source) throws Exception {
    RealRecording recording = source.get();
    Map<String, List<String>> undisturbed = run(recording, recording.rows(), 64, 2);

    assertThat(run(recording, recording.rows(), 1, 2)).as("blocks of 1").isEqualTo(undisturbed);
    assertThat(run(recording, recording.rows(), 7, 2)).as("blocks of 7").isEqualTo(undisturbed);
    assertThat(run(recording, recording.rows(), 64, 1)).as("parallelism 1").isEqualTo(undisturbed);
    for (long seed = SEED; seed < SEED + 2; seed++) {
      assertThat(run(recording, recording.shuffled(seed), 64, 2))
          .as("shuffled, seed=%d", seed)
          .isEqualTo(undisturbed);
    }
  }

  @ParameterizedTest
  @MethodSource(RECORDINGS)
  void shouldGiveTheSameBytesWhenTaskManagersAreTerminatedMidway(Supplier<RealRecording> source)
      throws Exception {
    RealRecording recording = source.get();
    Map<String, List<String>> undisturbed = run(recording, recording.rows(), 64, 2);
    int expected = undisturbed.values().stream().mapToInt(List::size).sum();

    PlainNetwork network = new PlainNetwork(recording.channels().size(), SEED);
    RecordingJob job = new RecordingJob(tapline, folder, recording, network, 64, 2);
    JobHandle running = job.startContinuous();
    for (int part = 0; part <= KILLS; part++) {
      job.topics.publish(
          recording.rows((double) part / (KILLS + 1), (double) (part + 1) / (KILLS + 1)));
      if (part < KILLS) {
        job.topics.awaitMoreResultsThan(expected * part / (KILLS + 1));
        replaceTaskManager(running);
      }
    }
    job.topics.awaitTails(expected);
    assertThat(running.restarts()).isGreaterThanOrEqualTo(KILLS);
    running.stopWithSavepoint(folder.resolve("savepoint"));

    assertThat(ResultsByDevice.bytes(job.topics.allResults())).isEqualTo(undisturbed);
  }

  /** The only one: whatever it ran must move to the next. */
  private static void replaceTaskManager(JobHandle running) throws Exception {
    int restarts = running.restarts();
    tapline.cluster().terminateTaskManager(nextTaskManager++);
    tapline.cluster().startTaskManager();
    running.awaitRestarts(restarts + 1, PATIENCE);
    running.awaitRunning(PATIENCE);
  }

  private static int nextTaskManager;

  private Map<String, List<String>> run(
      RealRecording recording, List<Row> rows, int blockFrames, int parallelism) throws Exception {
    PlainNetwork network = new PlainNetwork(recording.channels().size(), SEED);
    RecordingJob job =
        new RecordingJob(tapline, folder, recording, network, blockFrames, parallelism);
    job.topics.publish(rows);
    finish(job);
    return ResultsByDevice.bytes(job.topics.allResults());
  }

  private static void finish(RecordingJob job) throws Exception {
    assertThat(job.startBounded().awaitEnd(PATIENCE)).isEqualTo(JobStatus.FINISHED);
  }

  private static int rejectedReadings(RecordingTopics topics) throws Exception {
    int readings = 0;
    for (ConsumerRecord<byte[], byte[]> record : topics.allRejected()) {
      RejectedReading rejected = new RejectedReadingCodec().decode(record.value());
      assertThat(rejected.getReason()).isEqualTo("duplicate");
      assertThat(rejected.getTopic()).isEqualTo(topics.readings());
      readings += rejected.getReadings().size();
    }
    return readings;
  }
}
