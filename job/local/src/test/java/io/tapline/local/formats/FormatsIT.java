/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.local.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.tapline.local.cluster.JobHandle;
import io.tapline.local.junit.TaplineExtension;
import io.tapline.schemas.FeatureVector;
import io.tapline.schemas.FeatureVectorCodec;
import io.tapline.schemas.RecordedMessage;
import io.tapline.schemas.RejectedReading;
import io.tapline.schemas.UndecodableRecordException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Whatever format readings come in, the results are the same, and nothing is lost. */
class FormatsIT {

  @RegisterExtension
  static final TaplineExtension tapline = TaplineExtension.builder().slots(2).build();

  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final long SEED = 20_261_122;
  private static final int TICKS = 300;

  @TempDir private Path folder;
  private LoopbackRegistry registry;
  private String json;
  private String csv;
  private String confluent;

  @BeforeEach
  void createTopics() throws Exception {
    registry = new LoopbackRegistry();
    json = tapline.createTopic("json", 2);
    csv = tapline.createTopic("csv", 2);
    confluent = tapline.createTopic("confluent", 2);
  }

  @AfterEach
  void closeRegistry() {
    registry.close();
  }

  @Test
  void shouldGiveTheSameResultsWhateverTheFormatAndRejectPoisonOfEach() throws Exception {
    publishInThreeFormats();
    tapline.publish(
        json,
        "pump-1",
        text(
            "{\"machine\": {\"id\": \"pump-1\"}, \"ts\": \"soon\", "
                + "\"samples\": [{\"sensor\": \"a\", \"v\": 1}]}"));
    tapline.publish(csv, "pump-1", text("1772366400;warm;2"));
    tapline.publish(confluent, null, new byte[] {0, 0, 0, 0, 99, 1});
    FormatsJob mapped = mapped();
    mapped.startBounded().awaitFinished(PATIENCE);

    assertThat(features(mapped)).containsExactlyInAnyOrderElementsOf(expected());
    assertThat(tapline.collectRejected(mapped.rejected, 3))
        .allSatisfy(rejected -> assertThat(rejected.getReason()).isEqualTo("undecodable"))
        .extracting(RejectedReading::getTopic, RejectedReading::getDetail)
        .containsExactlyInAnyOrder(
            tuple(json, "not a number: path=ts, found=\"soon\", row=0"),
            tuple(csv, "not a number: path=a, found=\"warm\", row=0"),
            tuple(confluent, "the registry has no such schema: id=99"));
  }

  @Test
  void shouldWaitForTheRegistryWithCheckpointsAndLoseNothingInARestartMeanwhile() throws Exception {
    registry.breakDown();
    publishInThreeFormats();
    FormatsJob mapped = mapped();
    JobHandle job = mapped.startBounded();
    job.awaitRunning(PATIENCE);
    job.awaitCheckpoints(job.completedCheckpoints() + 5, PATIENCE);
    assertThat(registry.questions()).isPositive();
    assertThat(job.restarts()).isZero();

    tapline.cluster().startTaskManager();
    tapline.cluster().terminateTaskManager(0);
    job.awaitRestarts(1, PATIENCE);
    assertThat(job.restoredFrom()).isPresent();
    job.awaitCheckpoints(job.completedCheckpoints() + 5, PATIENCE);
    registry.mend();
    job.awaitFinished(PATIENCE);

    assertThat(features(mapped)).containsExactlyInAnyOrderElementsOf(expected());
    assertThat(tapline.collectAll(mapped.rejected, PATIENCE)).isEmpty();
  }

  private void publishInThreeFormats() throws Exception {
    List<RecordedMessage> jsons = new ArrayList<>();
    List<RecordedMessage> csvs = new ArrayList<>();
    List<RecordedMessage> confluents = new ArrayList<>();
    int i = 0;
    for (Sample sample : Sample.samples(SEED, TICKS)) {
      switch (i++ % 3) {
        case 0 -> jsons.add(sample.json());
        case 1 -> csvs.add(sample.csv());
        default -> confluents.add(sample.confluent());
      }
    }
    tapline.publish(json, jsons);
    tapline.publish(csv, csvs);
    tapline.publish(confluent, confluents);
  }

  private FormatsJob mapped() throws Exception {
    return new FormatsJob(
        tapline,
        folder,
        """
        input:
          start: earliest
          device-pattern: "pump-\\\\d+"
          schema-registry: {url: '%s'}
          topics:
            - topic: %s
              format: json
              device: {field: machine.id}
              time: {field: ts, unit: ms}
              rows: samples
              channel: {field: sensor}
              value: {field: v}
            - topic: %s
              format: csv
              columns: [t, a, b]
              separator: ;
              device: {key: true}
              time: {field: t, unit: s}
              values: {a: a, b: b}
            - topic: %s
              format: confluent-avro
              device: {field: machine.id}
              time: {field: at}
              values: {a: a, b: b}
        """
            .formatted(registry.url(), json, csv, confluent));
  }

  /** What the same readings give as Tapline's own Avro. */
  private List<FeatureVector> expected() throws Exception {
    String own = tapline.createTopic("own", 1);
    for (Sample sample : Sample.samples(SEED, TICKS)) {
      tapline.publish(own, sample.own());
    }
    FormatsJob plain =
        new FormatsJob(tapline, folder, "input: {start: earliest, topics: [" + own + "]}");
    plain.startBounded().awaitFinished(PATIENCE);
    List<FeatureVector> features = features(plain);
    assertThat(features).hasSizeGreaterThan(TICKS);
    return features;
  }

  private static List<FeatureVector> features(FormatsJob job) throws UndecodableRecordException {
    FeatureVectorCodec codec = new FeatureVectorCodec();
    List<FeatureVector> features = new ArrayList<>();
    for (var record : tapline.collectAll(job.results, PATIENCE)) {
      features.add(codec.decode(record.value()));
    }
    return features;
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
