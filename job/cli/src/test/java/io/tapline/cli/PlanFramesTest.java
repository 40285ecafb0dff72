/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Plans of frames alone. */
class PlanFramesTest {

  private static final int LINE = 120;

  @TempDir Path folder;

  @Test
  void shouldPlanFramesAloneWhereThereIsNoMore() throws IOException {
    Path frames = folder.resolve("frames.yaml");
    Files.writeString(
        frames,
        """
        name: training
        grid: {period: 10ms}
        time: {disorder: 20ms, wait: 0s, max-gap: 30ms, idle-flush: 1s}
        channels: [{name: a, max-age: 20ms}]
        """);

    Invocation job = Invocation.of("plan", "--config", frames);
    assertThat(job.exitCode()).isEqualTo(2);
    assertThat(job.errLines())
        .containsExactly(
            "tapline: frames.yaml:1: a key is missing: key=model",
            "tapline: frames.yaml:1: a key is missing: key=outputs",
            "tapline: frames.yaml:1: a key is missing: key=rejected",
            "tapline: for replay --frames alone it is complete: plan --frames-only tells that plan");

    Invocation plan = Invocation.of("plan", "--config", frames, "--frames-only");
    assertThat(plan.err()).isEmpty();
    assertThat(plan.exitCode()).isZero();
    assertThat(plan.out())
        .startsWith("Plan of the frames of training\n")
        .contains("\nChannels, in the order of the frame\n", "\nGrid\n", "\nTimes\n")
        .contains("A frame leaves 20 ms after its tick's end")
        .containsPattern(" max-gap +30 ms is filled at most, in 3 ticks without a reading: ")
        .containsPattern(" max-age +of a held value: from its reading's time to the start of")
        .doesNotContain("Note:", "Model", "Topics", "State", "checkpoint");
    assertThat(plan.out().lines()).allMatch(line -> line.length() <= LINE);
  }

  @Test
  void shouldNotTellTheAgeOfHeldValuesWhereNoneIsHeld() throws IOException {
    Path frames = folder.resolve("frames.yaml");
    Files.writeString(
        frames,
        "name: n\ngrid: {period: 10ms}\nchannels: [{name: a, fill: constant, constant: 0}]\n");

    assertThat(Invocation.of("plan", "--config", frames, "--frames-only").out())
        .contains("max-gap")
        .doesNotContain("max-age");
  }

  @Test
  void shouldNotSpeakOfFramesWhereTheyWouldBeWrongToo() throws IOException {
    Path frames = folder.resolve("frames.yaml");
    Files.writeString(frames, "name: training\ngrid: {period: 10ms}\nchannels: [{nam: a}]\n");

    assertThat(Invocation.of("plan", "--config", frames).err())
        .contains("key=model")
        .doesNotContain("--frames-only");
  }

  @Test
  void shouldPlanTheFramesOfAJobToo() throws IOException {
    Path config = Examples.copyOfPlant(folder, "127.0.0.1:9092");

    Invocation plan = Invocation.of("plan", "--config", config, "--frames-only");

    assertThat(plan.err()).isEmpty();
    assertThat(plan.out()).contains("motor.x").doesNotContain("fault-scores", "Kafka");
  }
}
