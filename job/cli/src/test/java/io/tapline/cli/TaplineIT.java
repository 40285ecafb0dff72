/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapline.local.junit.TaplineExtension;
import io.tapline.local.plant.Plant;
import io.tapline.schemas.FeatureVector;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
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
    assertThat(demo.exitCode()).isZero();
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
      Invocation replay =
          Invocation.of("replay", "--config", config, "--recording", recording, "--out", out);
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

  @Test
  void shouldTellWhichTopicsAreMissing() throws Exception {
    Path config = Examples.copyOfPlant(folder, tapline.broker().bootstrapServers());
    Examples.replace(config, "plant.fault-scores", "not.there");
    Examples.replace(config, "plant.readings", tapline.createTopic("readings", 1));
    Examples.replace(config, "plant.rejected", tapline.createTopic("rejected", 1));

    Invocation missing = Invocation.of("run", "--config", config);

    assertThat(missing.exitCode()).isEqualTo(2);
    assertThat(missing.errLines()).hasSize(1);
    assertThat(missing.err()).contains("no such topic", "topic=not.there");
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
            Invocation.of("replay", "--config", config, "--recording", recording, "--to", "kafka"),
            Invocation.of("run", "--config", config, "--bounded"),
            Invocation.of(
                "replay", "--config", config, "--recording", recording, "--out", folder))) {
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
