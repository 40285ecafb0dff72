/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.local.recordings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tapline.local.cluster.JobHandle;
import io.tapline.local.junit.TaplineExtension;
import io.tapline.schemas.FeatureVector;
import io.tapline.schemas.FeatureVectorCodec;
import io.tapline.schemas.RejectedReading;
import io.tapline.schemas.RejectedReadingCodec;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.flink.api.common.JobStatus;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Real recordings through a real broker, a mini-cluster and topics. */
class RealRecordingsIT {

  private static final long SEED = 20_261_120;
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final int KILLS = 3;

  @RegisterExtension
  static final TaplineExtension tapline =
      TaplineExtension.builder().taskManagers(1).slots(4).build();

  @TempDir Path folder;

  static Stream<Supplier<RealRecording>> recordings() {
    return Stream.of(
        named("phone-watch", RealRecording::phoneWatch),
        named("android-phone", RealRecording::androidPhone));
  }

  @ParameterizedTest
  @MethodSource("recordings")
  void shouldEqualTheOfflineReferenceWithNothingMissingAndNothingExtra(
      Supplier<RealRecording> source) throws Exception {
    RealRecording recording = source.get();
    PlainNetwork network = new PlainNetwork(recording.channels().size(), SEED);
    RecordingJob job = new RecordingJob(tapline, folder, recording, network, 64, 2);
    job.publish(recording.rows());
    finish(job);

    Map<String, List<FeatureVector>> byDevice =
        results(job).stream()
            .map(RealRecordingsIT::decode)
            .collect(Collectors.groupingBy(FeatureVector::getDevice));
    assertThat(byDevice.keySet()).containsExactlyInAnyOrderElementsOf(recording.devices());
    int duplicates = 0;
    for (String device : recording.devices()) {
      PlainAlignment alignment = new PlainAlignment(recording, device);
      assertEqualsReference(recording, network, alignment, byDevice.get(device));
      duplicates += alignment.duplicates;
    }
    assertThat(duplicates).isGreaterThan(recording.name().equals("phone-watch") ? 0 : -1);
    assertThat(rejectedReadings(job)).isEqualTo(duplicates);
  }

  @ParameterizedTest
  @MethodSource("recordings")
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
  @MethodSource("recordings")
  void shouldGiveTheSameBytesWhenTaskManagersAreTerminatedMidway(Supplier<RealRecording> source)
      throws Exception {
    RealRecording recording = source.get();
    Map<String, List<String>> undisturbed = run(recording, recording.rows(), 64, 2);
    int expected = undisturbed.values().stream().mapToInt(List::size).sum();

    PlainNetwork network = new PlainNetwork(recording.channels().size(), SEED);
    RecordingJob job = new RecordingJob(tapline, folder, recording, network, 64, 2);
    JobHandle running = job.startContinuous();
    int rows = recording.rows().size();
    for (int part = 0; part <= KILLS; part++) {
      job.publish(
          recording.rows().subList(rows * part / (KILLS + 1), rows * (part + 1) / (KILLS + 1)));
      if (part < KILLS) {
        tapline.collect(job.results, expected * part / (KILLS + 1) + 1, PATIENCE);
        replaceTaskManager(running);
      }
    }
    flushTails(job, expected);
    assertThat(running.restarts()).isGreaterThanOrEqualTo(KILLS);
    running.stopWithSavepoint(folder.resolve("savepoint"));

    Map<String, List<String>> disturbed = byDevice(results(job));
    disturbed.keySet().removeIf(RealRecordingsIT::isOther);
    assertThat(disturbed).isEqualTo(undisturbed);
  }

  /** Time goes on for other devices, until it has for the recorded ones too. */
  private static void flushTails(RecordingJob job, int expected) {
    int minute = 0;
    while (committedOfRecording(job, expected) < expected) {
      minute++;
      assertThat(minute).as("minutes of Kafka's time without the recording's tail").isLessThan(30);
      job.publishOfOtherDevices(minute);
    }
  }

  private static long committedOfRecording(RecordingJob job, int expected) {
    try {
      return tapline.collect(job.results, expected, Duration.ofSeconds(3)).stream()
          .filter(record -> !isOther(new String(record.key(), StandardCharsets.UTF_8)))
          .count();
    } catch (AssertionError notYet) {
      return 0;
    }
  }

  private static boolean isOther(String device) {
    return device.startsWith("other-");
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
    job.publish(rows);
    finish(job);
    return byDevice(results(job));
  }

  private static void finish(RecordingJob job) throws Exception {
    assertThat(job.startBounded().awaitEnd(PATIENCE)).isEqualTo(JobStatus.FINISHED);
  }

  private static List<ConsumerRecord<byte[], byte[]>> results(RecordingJob job) {
    return tapline.collectAll(job.results, PATIENCE);
  }

  /** Every committed record of a device, in its order: timestamp and bytes. */
  private static Map<String, List<String>> byDevice(List<ConsumerRecord<byte[], byte[]>> records) {
    return records.stream()
        .collect(
            Collectors.groupingBy(
                record -> new String(record.key(), StandardCharsets.UTF_8),
                TreeMap::new,
                Collectors.mapping(
                    record -> record.timestamp() + " " + HexFormat.of().formatHex(record.value()),
                    Collectors.toList())));
  }

  private static void assertEqualsReference(
      RealRecording recording,
      PlainNetwork network,
      PlainAlignment alignment,
      List<FeatureVector> results) {
    int at = 0;
    for (PlainAlignment.Segment segment : alignment.segments) {
      double[][] expected = network.outputs(segment.frames());
      for (int frame = 0; frame < expected.length; frame++, at++) {
        assertThat(at).as("results of one device").isLessThan(results.size());
        FeatureVector result = results.get(at);
        assertThat(result.getTimestampMicros())
            .isEqualTo(segment.startMicros() + frame * recording.periodMicros());
        assertThat(result.getFramesMissing()).isEqualTo(Math.max(0, 19 - (frame + 1)));
        for (int o = 0; o < 4; o++) {
          assertThat((double) result.getValues().get(o))
              .as("result %d, output %d", at, o)
              .isCloseTo(expected[frame][o], within(1e-5));
        }
      }
    }
    assertThat(results).as("results of one device").hasSize(at);
  }

  private static int rejectedReadings(RecordingJob job) throws Exception {
    int readings = 0;
    for (ConsumerRecord<byte[], byte[]> record : tapline.collectAll(job.rejected, PATIENCE)) {
      RejectedReading rejected = new RejectedReadingCodec().decode(record.value());
      assertThat(rejected.getReason()).isEqualTo("duplicate");
      assertThat(rejected.getTopic()).isEqualTo(job.readings);
      readings += rejected.getReadings().size();
    }
    return readings;
  }

  private static FeatureVector decode(ConsumerRecord<byte[], byte[]> record) {
    try {
      return new FeatureVectorCodec().decode(record.value());
    } catch (io.tapline.schemas.UndecodableRecordException e) {
      throw new AssertionError(e);
    }
  }

  private static Supplier<RealRecording> named(String name, Supplier<RealRecording> recording) {
    return new Supplier<>() {
      @Override
      public RealRecording get() {
        return recording.get();
      }

      @Override
      public String toString() {
        return name;
      }
    };
  }
}
