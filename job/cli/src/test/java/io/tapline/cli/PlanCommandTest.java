/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlanCommandTest {

  private static final int LINE = 120;

  @TempDir Path folder;

  private Path config;

  @BeforeEach
  void copyTheExample() throws IOException {
    config = Examples.copyOfPlant(folder, "127.0.0.1:9092");
  }

  /** Nothing listens at the broker's address. */
  @Test
  void shouldPlanTheExampleWithoutABroker() throws IOException {
    append("execution: {max-devices: 1000}"); // fits on any heap
    try (InputStream golden = getClass().getResourceAsStream("plan-of-plant.txt")) {
      String expected = new String(golden.readAllBytes(), StandardCharsets.UTF_8);
      assertThat(plan()).isEqualTo(expected);
    }
  }

  @Test
  void shouldTellEveryContradictionInOneRun() throws IOException {
    Examples.replace(config, "name: temperature, max-age: 3s", "name: temperature, max-age: 1ms");
    Examples.replace(config, "max-age: 500ms", "fill: linear, look-ahead: 2s");
    append("delivery: {transaction-timeout: 5s}");

    Invocation plan = Invocation.of("plan", "--config", config);

    assertThat(plan.exitCode()).isEqualTo(2);
    assertThat(plan.out()).isEmpty();
    assertThat(plan.errLines())
        .containsExactly(
            "tapline: pipeline.yaml: channels[12] (temperature): max-age: shorter than a tick, so"
                + " that a value is hardly ever held: max-age=1 ms, period=2500 µs",
            "tapline: pipeline.yaml: channels[13] (pressure): look-ahead: beyond max-gap, where"
                + " another segment begins: look-ahead=2 s, max-gap=1 s",
            "tapline: pipeline.yaml: delivery.transaction-timeout: must outlast checkpoint-interval"
                + " + 4 × checkpoint-timeout + a restart, or Kafka aborts what a slow checkpoint was"
                + " about to commit: transaction-timeout=5 s, together=520 s");
  }

  @Test
  void shouldTellOfTheModelBesideAContradiction() throws IOException {
    Examples.replace(config, "idle-flush: 5s", "idle-flush: 100ms");
    Examples.replace(config, "model: plant-faults.yaml", "model: none.yaml");

    Invocation plan = Invocation.of("plan", "--config", config);

    assertThat(plan.errLines()).hasSize(2);
    assertThat(plan.err()).contains("time.idle-flush", "none.yaml");
  }

  @Test
  void shouldSayWhichChannelsHoldFramesBackAndForHowLong() throws IOException {
    Examples.replace(config, "max-age: 500ms", "fill: linear, look-ahead: 40ms, wait: 2s");

    assertThat(plan())
        .contains("disorder    400 ms ", "look-ahead  40 ms         to interpolate pressure\n")
        .contains("wait        up to 2 s ", "as where it stops: pressure\n")
        .contains(
            " A frame leaves 440 ms after its tick's end while all channels send in every tick, up to"
                + " 2.44 s after it when pressure\n stops.\n"
                + " Its results are visible within 12.44 s of that end");
  }

  @Test
  void shouldPlanTheFramesWhereTheyHaveATopic() throws IOException {
    append("frames: {topic: plant.frames}");

    assertThat(plan())
        .containsPattern("plant\\.frames +written +the aligned frames\n")
        .containsPattern("\n frame-sink +write plant\\.frames\n");
  }

  @Test
  void shouldPlanARateExactly() throws IOException {
    Examples.replace(config, "period: 2500us", "rate: 120.0048");

    assertThat(plan())
        .contains("a tick of 8.333 ms, 120.0048 a second: exactly 625000000/75003 µs");
  }

  @Test
  void shouldPlanWindows() throws IOException {
    WeightlessModel.write(
        folder.resolve("plant-faults.yaml"),
        """
        input: {channels: 15, frames: 400}
        output: fault-scores
        layers: [{type: global-average-pooling, name: mean}]
        """);
    append("window: {hop: 1000}");

    assertThat(plan())
        .contains("Windows: 400 frames, 1 s, one every 1000 frames, 2.5 s.\n")
        .contains("Layers: 0 streamed, 1 once per window;")
        .contains("model       997.5 ms")
        .contains("hop is longer than the window: of 1000 frames 600 are in no window.");
  }

  @Test
  void shouldPlanAReplayWhereThereIsNoKafka() throws IOException {
    String yaml = Files.readString(config);
    Files.writeString(
        config, yaml.replaceAll("(?m)^(kafka|input):\n( .*\n)+", "").replace("max-gap: 1s", ""));

    assertThat(plan())
        .contains("without the sections kafka and input this pipeline can be replayed")
        .doesNotContain("Operators", "plant.readings", "127.0.0.1");
  }

  @Test
  void shouldKeepItsLinesShortWhateverChannelsAreCalled() throws IOException {
    String name = "hall-7.machine-12.gearbox.output-shaft.accelerometer.x";
    Examples.replace(config, "name: motor.x", "name: " + name);
    Examples.replace(
        config, "name: gyro.x, max-age: 50ms", "name: turned, sum-of: [" + name + ", gyro.y]");
    Examples.replace(
        config,
        "name: current, max-age: 50ms, scale: 0.4, offset: -4",
        "name: current, valid-range: {min: -12345.678, max: 12345.678}, time-offset: -123456us,"
            + " scale: 0.00123456789012, offset: -1.0e-12");

    assertThat(plan().lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(LINE));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "max-gap: 1s| max-gap: 2ms| max-gap is shorter than a tick",
        "max-gap: 1s| max-gap: 2h| a silence of nearly max-gap is filled at once, when the device is "
            + "heard again: with up to 2,880,000 frames, 216.0 MB of them, before any checkpoint is taken",
        "max-age: 50ms, scale: 0.5| max-age: 2s, scale: 0.5| still stands in after it, in a new segment, for motor.x",
        "period: 2500us| period: 1min| idle-flush, 5 s, is shorter than two ticks, in which a device that "
            + "sends once a tick may be silent: two ticks, 2 min, are taken instead.",
        "topics: [plant.readings]| topics: [a, b, c]| readings come from 3 topics, and order is known only "
            + "within a partition",
        "topics: [plant.readings]| topics: [a, b]| they must be the time of writing "
            + "(message.timestamp.type=LogAppendTime, or set by the producer as it sends), and step back by "
            + "no more than out-of-orderness, 500 ms.",
        "topics: [plant.readings]| topics: [a, b]| may come from any: a device's frames wait for it until "
            + "all partitions have been read past its wait, up to 300 ms, and out-of-orderness, 500 ms.",
        "topics: [plant.readings]| topics: [a, b]| wait is 0 s for temperature: on a topic of its own, such "
            + "a channel still holds frames back until that topic has been read as far as the others",
        "max-ahead: 10s| max-ahead: 900us| max-ahead is below 1 ms",
        "scale: 2.5| scale: 0| scale 0: the network sees the same value always, of pressure.",
        "max-age: 500ms| fill: constant, constant: -1, valid-range: {min: 0}| "
            + "constant that stands in is outside the valid range, of pressure.",
        "max-age: 500ms| time-offset: -701ms| time-offset moves readings back by more",
        "max-age: 500ms| time-offset: 401ms| time-offset moves readings ahead by more",
        "max-age: 500ms| fill: linear, look-ahead: 1s| every frame waits 1 s longer",
      })
  void shouldNoteWhatMaySurprise(String old, String replacement, String note) throws IOException {
    assertThat(notes()).doesNotContain(note);
    if (replacement.contains("1min")) {
      dropMaxAges();
    }
    Examples.replace(config, old, replacement);

    assertThat(notes()).contains(note);
  }

  /** The same in the table of delays and among the times. */
  @Test
  void shouldPlanTheIdleFlushThatIsInForce() throws IOException {
    dropMaxAges();
    Examples.replace(config, "period: 2500us", "period: 20s");
    Examples.replace(config, "idle-flush: 5s", "idle-flush: 10s");

    assertThat(plan())
        .contains("has its last frames released 40 s after its last record")
        .containsPattern("idle-flush +40 s after its last record a device's tail is released");
    assertThat(notes()).contains("idle-flush, 10 s, is shorter than two ticks");
    Examples.replace(config, "idle-flush: 10s", "idle-flush: 40s");
    assertThat(notes()).doesNotContain("idle-flush");
  }

  @Test
  void shouldNotWarnOfAChannelThatIsWaitedFor() throws IOException {
    Examples.replace(config, "topics: [plant.readings]", "topics: [a, b]");
    Examples.replace(config, "wait: 0s, ", "");

    assertThat(notes()).contains("2 topics").doesNotContain("wait is 0 s");
  }

  @Test
  void shouldNotNoteAGapOfAMillionFrames() throws IOException {
    Examples.replace(config, "max-gap: 1s", "max-gap: 2500s");

    assertThat(notes()).doesNotContain("is filled at once");
  }

  @Test
  void shouldPlanAtLeastOnce() throws IOException {
    append("delivery: {guarantee: at-least-once}");

    assertThat(plan())
        .contains("checkpoint  0 s ", "delivery       at-least-once\n")
        .doesNotContain("transactions", "are visible within");
    assertThat(notes()).contains("after a failure results since the last checkpoint are written");
  }

  /** They would contradict a grid of minutes. */
  private void dropMaxAges() throws IOException {
    String yaml = Files.readString(config);
    Files.writeString(
        config, yaml.replaceAll(", max-age: [0-9a-z]+", "").replaceAll("\n *max-gap: 1s", ""));
  }

  private void append(String line) throws IOException {
    Files.writeString(config, Files.readString(config) + line + "\n");
  }

  /** What stands behind "Note:", whatever its line breaks. */
  private String notes() {
    String plan = plan();
    int first = plan.indexOf("Note:");
    return first < 0 ? "" : plan.substring(first).replaceAll("\\s+", " ");
  }

  private String plan() {
    Invocation plan = Invocation.of("plan", "--config", config);
    assertThat(plan.err()).isEmpty();
    assertThat(plan.exitCode()).isZero();
    return plan.out();
  }
}
