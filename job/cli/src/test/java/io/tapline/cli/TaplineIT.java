/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tapline.local.junit.TaplineExtension;
import io.tapline.local.plant.Plant;
import io.tapline.schemas.FeatureVector;
import io.tapline.schemas.ReadingDecoder;
import io.tapline.schemas.Readings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The commands that start a broker, a cluster, or both. */
class TaplineIT {

  @RegisterExtension static final TaplineExtension tapline = TaplineExtension.builder().build();

  @TempDir Path folder;

  @Test
  void shouldShowTheDemo() {
    Path page = folder.resolve("demo.html");

    Invocation demo = Invocation.of("demo", "--seconds", 24, "--live", 6, "--report", page);

    assertThat(demo.err()).isEmpty();
    assertThat(demo.exitCode()).as(demo.out()).isZero();
    assertThat(demo.out())
        .contains("It balances.", "as counted.", "readings/s", "ns per frame", "p99")
        .containsPattern("motor\\.x +[34]\\d\\d\\.\\d +2026-.* 99\\.\\d %")
        .containsPattern("temperature +1\\.\\d +2026-")
        .contains("Faults found", "plant.fault-scores", "http://127.0.0.1:");
    assertThat(page).content().contains("<svg", "pump-8");
  }

  @Test
  void shouldWriteTheSameFilesForEveryReplayOfARecording() throws IOException {
    Path config = Examples.copyOfPlant(folder, "127.0.0.1:1");
    Path recording = folder.resolve("plant.avro");
    Plant plant = new Plant(7, Duration.ofSeconds(20));
    plant.writeRecording(recording, share -> {});

    Path first = folder.resolve("first");
    Path second = folder.resolve("second");
    for (Path out : List.of(first, second)) {
      Invocation replay = Invocation.replay(config, recording, "--out", out);
      assertThat(replay.err()).isEmpty();
      assertThat(replay.exitCode()).isZero();
    }

    List<String> scores = Files.readAllLines(first.resolve("fault-scores.csv"));
    assertThat(scores.get(0))
        .isEqualTo("device,timestamp_us,fault-scores_0,fault-scores_1,fault-scores_2");
    assertThat(scores).hasSizeGreaterThan(7_000);
    assertThat(Files.readString(first.resolve("rejected.csv"))).contains("late,", "undecodable,");
    assertThat(second.resolve("fault-scores.csv"))
        .hasSameBinaryContentAs(first.resolve("fault-scores.csv"));
    assertThat(Files.readAllLines(second.resolve("rejected.csv")))
        .containsExactlyInAnyOrderElementsOf(Files.readAllLines(first.resolve("rejected.csv")));
  }

  /** Four ticks of 2.5 ms: pressure is held where it sends nothing, and all else is missing. */
  @Test
  void shouldTellWhereEveryReadingOfAReplayIsAndHowItsChannelsFare() throws IOException {
    Path config = Examples.copyOfPlant(folder, "127.0.0.1:1");
    Path recording = folder.resolve("rows.csv");
    Files.writeString(
        recording,
        """
        device,channel,timestamp_us,value
        pump-1,speed,1000000,4
        pump-1,pressure,1000000,4
        pump-1,pressure,1000000,5
        pump-1,pressure,1007500,5
        """);

    Invocation replay =
        Invocation.replay(config, recording, "--frames", folder.resolve("frames.csv"));

    assertThat(replay.err()).isEmpty();
    assertThat(replay.exitCode()).as(replay.out()).isZero();
    assertThat(replay.out())
        .contains(
            "Frames    4 in ",
            "read 4 = framed 2 + undecodable 0 + unknown-device 0 + unknown-channel 1 + invalid 0"
                + " + future 0 + late 0 + duplicate 1 + still buffered 0\n",
            "It balances.")
        .containsPattern("\n pressure +300\\.0 +1970-01-01T00:00:01\\.007Z +50\\.0 % +2 +0 +0 +1\n")
        .containsPattern("\n temperature +0\\.0 +never +0\\.0 % +0 +4 +0 +0\n");
  }

  @Test
  void shouldWriteTheSameResultsWhetherFramesAreWrittenOrNot() throws IOException {
    Path config = Examples.copyOfPlant(folder, "127.0.0.1:1");
    Path recording = folder.resolve("plant.avro");
    new Plant(7, Duration.ofSeconds(20)).writeRecording(recording, share -> {});
    Path without = folder.resolve("without");
    Path with = folder.resolve("with");
    Path frames = folder.resolve("frames.parquet");

    Invocation.replay(config, recording, "--out", without);
    Invocation both = Invocation.replay(config, recording, "--out", with, "--frames", frames);

    assertThat(both.err()).isEmpty();
    assertThat(both.out()).containsPattern("Frames    6\\d,\\d{3} in " + frames);
    assertThat(with.resolve("fault-scores.csv"))
        .hasSameBinaryContentAs(without.resolve("fault-scores.csv"));
  }

  @Test
  void shouldPublishTablesAsMessagesOfTheirRows() throws Exception {
    Path config = Examples.copyOfPlant(folder, tapline.broker().bootstrapServers());
    String readings = tapline.createTopic("readings", 1);
    Examples.replace(config, "plant.readings", readings);
    Examples.replace(config, "plant.fault-scores", tapline.createTopic("scores", 1));
    Examples.replace(config, "plant.rejected", tapline.createTopic("rejected", 1));
    Path wide = folder.resolve("wide.csv");
    Files.writeString(
        wide, "device,timestamp_us,pressure,current\npump-1,3000000,4,10\npump-1,1000000,5,\n");
    Path rows = folder.resolve("rows.csv");
    Files.writeString(rows, "device,channel,timestamp_us,value\npump-2,temperature,2000000,60\n");

    Invocation replay = Invocation.replay(config, wide, rows, "--to", "kafka");

    assertThat(replay.err()).isEmpty();
    assertThat(replay.out()).contains("Published 3 messages");
    List<String> published = new ArrayList<>();
    Readings decoded = new Readings();
    for (var record : tapline.collect(readings, 3, Duration.ofSeconds(30))) {
      new ReadingDecoder().decode(record.value(), decoded);
      StringBuilder line = new StringBuilder();
      line.append(record.timestamp()).append(' ').append(new String(record.key(), UTF_8));
      for (int i = 0; i < decoded.size(); i++) {
        line.append(' ').append(decoded.channel(i)).append('=').append(decoded.value(i));
      }
      published.add(line.toString());
    }
    assertThat(published)
        .containsExactly(
            "1000 pump-1 pressure=5.0",
            "2000 pump-2 temperature=60.0",
            "3000 pump-1 pressure=4.0 current=10.0");
  }

  @Test
  void shouldTellWhichTopicsAreMissing() throws Exception {
    Path config = Examples.copyOfPlant(folder, tapline.broker().bootstrapServers());
    Examples.replace(config, "plant.fault-scores", "not.there");
    Examples.replace(config, "plant.readings", tapline.createTopic("readings", 1));
    Examples.replace(config, "plant.rejected", tapline.createTopic("rejected", 1));

    Files.writeString(config, "frames: {topic: frames.not.there}\n", StandardOpenOption.APPEND);

    Invocation missing = Invocation.of("run", "--config", config);

    assertThat(missing.exitCode()).isEqualTo(2);
    assertThat(missing.errLines()).hasSize(2);
    assertThat(missing.err())
        .contains("no such topic", "topic=not.there", "topic=frames.not.there");
  }

  @Test
  void shouldGiveTheSameBitsThroughKafkaAsInAReplayIntoFiles() throws Exception {
    Path config = Examples.copyOfPlant(folder, tapline.broker().bootstrapServers());
    String scores = tapline.createTopic("scores", 3);
    Examples.replace(config, "plant.fault-scores", scores);
    Examples.replace(config, "plant.readings", tapline.createTopic("readings", 2));
    Examples.replace(config, "plant.rejected", tapline.createTopic("rejected", 1));
    Path recording = folder.resolve("plant.avro");
    new Plant(7, Duration.ofSeconds(20)).writeRecording(recording, share -> {});

    for (Invocation call :
        List.of(
            Invocation.replay(config, recording, "--to", "kafka"),
            Invocation.of("run", "--config", config, "--bounded"),
            Invocation.replay(config, recording, "--out", folder))) {
      assertThat(call.err()).isEmpty();
      assertThat(call.exitCode()).isZero();
    }

    List<String> replayed = Files.readAllLines(folder.resolve("fault-scores.csv"));
    List<String> throughKafka =
        tapline.collectFeatures(scores, replayed.size() - 1).stream()
            .map(TaplineIT::csvRow)
            .toList();
    assertThat(throughKafka)
        .containsExactlyInAnyOrderElementsOf(replayed.subList(1, replayed.size()));
  }

  @Test
  void shouldAccountForABoundedRunAndFailWhereMostReadingsAreRejected() throws Exception {
    Path config = Examples.copyOfPlant(folder, tapline.broker().bootstrapServers());
    Examples.replace(config, "plant.fault-scores", tapline.createTopic("scores", 1));
    Examples.replace(config, "plant.readings", tapline.createTopic("readings", 1));
    Examples.replace(config, "plant.rejected", tapline.createTopic("rejected", 1));
    Path rows = folder.resolve("rows.csv");
    Files.writeString(
        rows,
        """
        device,channel,timestamp_us,value
        pump-1,pressure,1000000,4
        pump-1,speed,1000000,4
        pump-1,speed,1000001,4
        """);
    Invocation.replay(config, rows, "--to", "kafka");

    Invocation run = Invocation.of("run", "--config", config, "--bounded");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.errLines())
        .containsExactly(
            "tapline: more readings were rejected than --max-rejected allows: see the account and its"
                + " warnings, or raise --max-rejected: rejected=66.7 % of 3, max-rejected=50%");
    assertThat(run.out())
        .contains("read 3 = framed 1 + ", " + unknown-channel 2 + ", "It balances.")
        .containsPattern("\n pressure +400\\.0 +1970-01-01T00:00:01Z +100\\.0 % ")
        .endsWith(
            "\nWarning: 66.7 % of the readings were rejected as unknown-channel: no measured channel"
                + " has this name: add one under channels, or stop sending: rejected=2 of 3\n");
    assertThat(
            Invocation.of("run", "--config", again(config), "--bounded", "--max-rejected", "70%")
                .exitCode())
        .isZero();
  }

  /** The same, from the beginning of the topics. */
  private static Path again(Path config) throws IOException {
    Examples.replace(config, "input:\n", "input:\n  start: earliest\n");
    return config;
  }

  /** Floats as Java prints them: different bits, different texts. */
  private static String csvRow(FeatureVector result) {
    return result.getDevice()
        + ","
        + result.getTimestampMicros()
        + ","
        + result.getValues().stream().map(String::valueOf).collect(Collectors.joining(","));
  }

  @Test
  void shouldTellWithinHalfAMinuteThatTheBrokerIsNotThere() throws IOException {
    Path config = Examples.copyOfPlant(folder, "127.0.0.1:1");
    long start = System.nanoTime();

    Invocation run = Invocation.of("run", "--config", config);

    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(30));
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.errLines()).hasSize(1);
    assertThat(run.err()).contains("no answer from Kafka", "bootstrap-servers=127.0.0.1:1");
  }
}
