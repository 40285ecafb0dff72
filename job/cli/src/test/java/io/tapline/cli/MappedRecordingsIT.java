/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tapline.local.junit.TaplineExtension;
import io.tapline.schemas.RecordingWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Recordings of topics that are not in Tapline's own Avro. */
class MappedRecordingsIT {

  @RegisterExtension static final TaplineExtension tapline = TaplineExtension.builder().build();

  /** Complete for frames alone: neither model nor outputs nor rejected. */
  private static final String TRAINING =
      """
      name: training
      input:
        topics:
          - readings
          - topic: imu
            format: json
            device: {key: true}
            time: {field: t, unit: ms}
            values: {acc.x: x, acc.y: y}
      grid: {period: 10ms}
      time: {disorder: 50ms, wait: 50ms}
      channels: [{name: acc.x}, {name: acc.y}, {name: temp}]
      recordings:
        - {files: "imu*.avro", topic: imu}
      """;

  @TempDir Path folder;

  @Test
  void shouldFrameMessagesOfATopicAsTheSameReadingsOfATable() throws Exception {
    Path config = Files.writeString(folder.resolve("training.yaml"), TRAINING);
    Path table = folder.resolve("table.csv");
    StringBuilder rows = new StringBuilder("device,timestamp_us,acc.x,acc.y\n");
    Path messages = folder.resolve("imu-1.avro");
    try (RecordingWriter writer = RecordingWriter.create(messages)) {
      for (int i = 0; i < 500; i++) {
        String device = i % 2 == 0 ? "pump-1" : "pump-2";
        int millis = 1_000_000 + 7 * i;
        double x = Math.sin(i);
        rows.append("%s,%d,%s,%d%n".formatted(device, millis * 1_000L, x, i));
        String json = "{\"t\": %d, \"x\": %s, \"y\": \"%d\"}".formatted(millis, x, i);
        writer.write(millis, device.getBytes(UTF_8), json.getBytes(UTF_8));
      }
    }
    Files.writeString(table, rows);
    Path warm = folder.resolve("warm.csv");
    Files.writeString(warm, "device,channel,timestamp_us,value\npump-1,temp,1000000000,20\n");

    // By itself a recording is read where it is; among others it is merged with them.
    assertThat(frames(config, messages)).hasSizeGreaterThan(600).isEqualTo(frames(config, table));
    assertThat(frames(config, messages, warm)).isEqualTo(frames(config, table, warm));
  }

  private List<String> frames(Path config, Path... recordings) throws IOException {
    Path frames = folder.resolve("frames.csv");
    List<Object> arguments =
        new ArrayList<>(List.of("replay", "--config", config, "--frames", frames));
    arguments.add("--recording");
    arguments.addAll(List.of(recordings));
    Invocation replay = Invocation.of(arguments.toArray());
    assertThat(replay.err()).isEmpty();
    assertThat(replay.exitCode()).isZero();
    return Files.readAllLines(frames);
  }

  @Test
  void shouldRejectMessagesByTheirPlaceInTheRecording() throws Exception {
    Path config = Examples.copyOfPlant(folder, "127.0.0.1:1");
    addImu(config, "imu", "plant.readings");
    Examples.replace(config, "rejected: {topic: plant.rejected}", "");
    Path messages = folder.resolve("imu.avro");
    try (RecordingWriter writer = RecordingWriter.create(messages)) {
      writer.write(1_000, "pump-1".getBytes(UTF_8), "{\"p\": 4}".getBytes(UTF_8));
      writer.write(2_000, null, "{\"p\": 4}".getBytes(UTF_8));
    }

    Invocation replay = Invocation.replay(config, messages, "--out", folder.resolve("out"));

    assertThat(replay.err()).isEmpty();
    assertThat(Files.readAllLines(folder.resolve("out/rejected.csv")))
        .hasSize(2)
        .element(1)
        .asString()
        .startsWith("undecodable,")
        .contains(messages + ",1,")
        // {"p": 4}
        .endsWith("\"record has no key, which is to name the device\",eyJwIjogNH0=");
  }

  @Test
  void shouldPublishEachRecordingToTheTopicThatTakesIt() throws Exception {
    Path config = Examples.copyOfPlant(folder, tapline.broker().bootstrapServers());
    String imu = tapline.createTopic("imu", 1);
    String readings = tapline.createTopic("readings", 1);
    addImu(config, imu, readings);
    Examples.replace(config, "plant.fault-scores", tapline.createTopic("scores", 1));
    Examples.replace(config, "plant.rejected", tapline.createTopic("rejected", 1));
    Path table = folder.resolve("table.csv");
    Files.writeString(table, "device,channel,timestamp_us,value\npump-1,pressure,1000000,4\n");
    Path messages = folder.resolve("imu.avro");
    try (RecordingWriter writer = RecordingWriter.create(messages)) {
      writer.write(7, "pump-1".getBytes(UTF_8), "{\"p\": 4}".getBytes(UTF_8));
    }

    assertThat(publish(config, table).out()).contains("Published 1 messages to " + readings);
    assertThat(publish(config, messages).out()).contains("Published 1 messages to " + imu);
    assertThat(tapline.collect(imu, 1, Duration.ofSeconds(30)))
        .singleElement()
        .satisfies(
            record -> {
              assertThat(new String(record.key(), UTF_8)).isEqualTo("pump-1");
              assertThat(new String(record.value(), UTF_8)).isEqualTo("{\"p\": 4}");
            });

    assertThat(publish(config, table, messages).err())
        .contains("recordings of several topics cannot be published together", "topics=[" + imu);
    Examples.replace(config, "    - " + readings + "\n", "");
    assertThat(publish(config, table).err())
        .contains(
            "no input topic takes Tapline's own Avro",
            "add one to input.topics, such as {topic: readings, format: avro}: topics=[" + imu);
  }

  @Test
  void shouldPublishRowsThatHaveOnlyAnOrderUnderNowAndNotAtASpeed() throws Exception {
    Path config = Examples.copyOfPlant(folder, tapline.broker().bootstrapServers());
    String readings = tapline.createTopic("readings", 1);
    Examples.replace(config, "plant.readings", readings);
    Examples.replace(config, "plant.fault-scores", tapline.createTopic("scores", 1));
    Examples.replace(config, "plant.rejected", tapline.createTopic("rejected", 1));
    Files.writeString(
        config,
        """
        %s
        recordings:
          - files: log.csv
            device: {constant: pump-1}
            time: {field: t, unit: us}
            arrived: {row: true}
            values: {pressure: p}
        """
            .formatted(Files.readString(config)));
    Path log = Files.writeString(folder.resolve("log.csv"), "t,p\n2,2\n1,1\n");
    long before = System.currentTimeMillis();

    Invocation paced = publish(config, log, "--speed", "1x");
    assertThat(paced.exitCode()).isEqualTo(2);
    assertThat(paced.errLines())
        .containsExactly(
            "tapline: --speed needs the times of arrival, and recordings.arrived tells only an order:"
                + " leave --speed out, or name a column in arrived.field: files=["
                + log
                + "]");

    assertThat(publish(config, log).out()).contains("Published 2 messages to " + readings);
    assertThat(tapline.collect(readings, 2, Duration.ofSeconds(30)))
        .allSatisfy(record -> assertThat(record.timestamp()).isGreaterThanOrEqualTo(before));
  }

  private static Invocation publish(Path config, Object... recordings) {
    List<Object> arguments =
        new ArrayList<>(List.of("replay", "--config", config, "--to", "kafka"));
    arguments.add("--recording");
    arguments.addAll(List.of(recordings));
    return Invocation.of(arguments.toArray());
  }

  /** A topic of JSON before that of own Avro, and recordings of it. */
  private static void addImu(Path config, String imu, String readings) throws IOException {
    Examples.replace(
        config,
        "  topics: [plant.readings]\n",
        """
          topics:
            - topic: %s
              format: json
              device: {key: true}
              time: {record: true}
              values: {pressure: p}
            - %s
        """
            .formatted(imu, readings));
    Files.writeString(
        config,
        Files.readString(config) + "\nrecordings: [{files: '*.avro', topic: %s}]\n".formatted(imu));
  }
}
