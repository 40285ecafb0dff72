/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.alignment;

import static io.tapline.alignment.Scenario.MS;
import static io.tapline.alignment.Scenario.channel;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ClockResetTest {

  private static final long HOUR = 3_600_000;
  private static final long MINUTE = 60_000;
  private static final long ONE = 1;
  private static final long OTHER = 2;

  /** Three hours ahead are taken; a minute of late readings is a reset. */
  private static Scenario device(Partitioning partitioning, Channel... channels) {
    return new Scenario(
        new Alignment(
            new Grid(0, 10 * MS),
            new ChannelLayout(List.of(channels)),
            new TimeBounds(0, 50 * MS, 3 * HOUR * MS, HOUR * MS, 24 * HOUR * MS, MINUTE * MS),
            64,
            partitioning));
  }

  @Test
  void shouldRejectGoodReadingsAfterALeapForTheResetAfterOnly() {
    Scenario device = device(Partitioning.ONE_PARTITION, channel("a", 0));
    device.reading(0, 0, 1).reading(0, 2 * HOUR, 99, 10);

    for (long t = 20; t < 20 + MINUTE; t += 1_000) {
      assertThat(device.reading(0, t, 2).verdict()).isEqualTo(Verdict.LATE);
    }
    device.frames();
    assertThat(device.reading(0, 20 + MINUTE, 3).verdict()).isEqualTo(Verdict.BUFFERED);
    assertThat(device.reading(0, 30 + MINUTE, 4).frames())
        .containsExactly("|7200000: 99", "|60020: 3");
  }

  @Test
  void shouldGoOnAtThePresentTimeOfAClockThatWrapped() {
    Scenario device = device(Partitioning.ONE_PARTITION, channel("a", 0));
    long wrapped = 24 * HOUR;
    device.reading(0, wrapped - 10, 1, wrapped - 10);

    assertThat(device.reading(0, 0, 2, wrapped).verdict()).isEqualTo(Verdict.LATE);
    device.frames();
    device.reading(0, MINUTE, 3, wrapped + MINUTE).reading(0, MINUTE + 10, 4, wrapped + MINUTE);
    assertThat(device.frames()).containsExactly("|86399990: 1", "|60000: 3");
  }

  @Test
  void shouldNotTakeStragglersAmongGoodReadingsForAReset() {
    Scenario device = device(Partitioning.ONE_PARTITION, channel("a", 0));

    for (long t = 0; t < 3 * MINUTE; t += 10_000) {
      device.reading(0, t + HOUR, 1, t).reading(0, t, 2, t);
    }
    assertThat(device.verdict()).isEqualTo(Verdict.LATE);
  }

  @Test
  void shouldNotTakeOneLatePartitionForAResetWhileAnotherIsInTime() {
    Scenario device = device(Partitioning.SEVERAL_TOPICS, channel("a", 0), channel("b", 0));
    device.from(ONE, Route.BY_DEVICE).reading(0, HOUR, 1, 0);
    device.from(OTHER, Route.BY_DEVICE).reading(1, HOUR, 1, 0);
    device.watermark(0).reading(1, HOUR + 10, 1, 10).watermark(10);

    for (long t = 20; t < 3 * MINUTE; t += 10_000) {
      device.from(OTHER, Route.BY_DEVICE).reading(1, t + HOUR, 1, t);
      assertThat(device.verdict()).isEqualTo(Verdict.BUFFERED);
      device.watermark(t).from(ONE, Route.BY_DEVICE).reading(0, t, 2);
      assertThat(device.verdict()).isEqualTo(Verdict.LATE);
    }
  }

  @Test
  void shouldNotTakeTheFirstLateRecordOfAnotherPartitionForAReset() {
    Scenario device = device(Partitioning.SEVERAL_TOPICS, channel("a", 0));
    device.from(ONE, Route.BY_DEVICE).reading(0, HOUR, 1, 0).reading(0, HOUR + 1_000, 1, 1_000);

    device.watermark(3 * MINUTE).from(OTHER, Route.BY_DEVICE).reading(0, 5_000, 2, 3 * MINUTE);
    assertThat(device.verdict()).isEqualTo(Verdict.LATE);
  }

  @Test
  void shouldResetDeviceAllOfWhosePartitionsAreLate() {
    Scenario device = deviceOfTwoLatePartitions();

    device.from(ONE, Route.BY_DEVICE).reading(0, MINUTE + 10_000, 2);
    assertThat(device.verdict()).isEqualTo(Verdict.BUFFERED);
  }

  /** Each of them has been late for more than a minute. */
  private static Scenario deviceOfTwoLatePartitions() {
    Scenario device = device(Partitioning.SEVERAL_TOPICS, channel("a", 0), channel("b", 0));
    device.from(ONE, Route.BY_DEVICE).reading(0, HOUR, 1, 0);
    device.from(OTHER, Route.BY_DEVICE).reading(1, HOUR, 1, 0).watermark(0);
    for (long t = 1_000; t < MINUTE + 10_000; t += 4_000) {
      device.from(ONE, Route.BY_DEVICE).reading(0, t, 2);
      device.from(OTHER, Route.BY_DEVICE).reading(1, t, 2);
      if (t <= MINUTE) {
        assertThat(device.verdict()).isEqualTo(Verdict.LATE);
      }
    }
    return device;
  }

  @Test
  void shouldJudgeSilentPartitionByItsOwnLastRecord() {
    Scenario device = deviceOneOfWhosePartitionsIsSilent();

    assertThat(device.reading(1, 67_000, 2).verdict()).isEqualTo(Verdict.LATE);
  }

  @Test
  void shouldJudgeTheSameAfterARestore() {
    Scenario device = deviceOneOfWhosePartitionsIsSilent();

    assertThat(device.restored().reading(1, 67_000, 2).verdict()).isEqualTo(Verdict.LATE);
  }

  /** One has been late for 9 seconds, and the other, which is read on, for more than a minute. */
  private static Scenario deviceOneOfWhosePartitionsIsSilent() {
    Scenario device = device(Partitioning.SEVERAL_TOPICS, channel("a", 0), channel("b", 0));
    device.from(ONE, Route.BY_DEVICE).reading(0, HOUR, 1, 0);
    device.from(OTHER, Route.BY_DEVICE).reading(1, HOUR, 1, 0).watermark(0);
    device.from(ONE, Route.BY_DEVICE).reading(0, 1_000, 2).reading(0, 10_000, 2);
    device.from(OTHER, Route.BY_DEVICE);
    for (long t = 5_000; t < 67_000; t += 1_000) {
      device.reading(1, t, 2);
    }
    return device;
  }

  @Test
  void shouldCountTheResetAfterAcrossRestores() {
    Scenario device = device(Partitioning.ONE_PARTITION, channel("a", 0));
    device.reading(0, 0, 1).reading(0, 2 * HOUR, 99, 10);

    assertThat(device.reading(0, 20, 2).verdict()).isEqualTo(Verdict.LATE);
    device.restored().reading(0, 20 + MINUTE, 3);
    assertThat(device.verdict()).isEqualTo(Verdict.BUFFERED);
  }

  @Test
  void shouldCountTheResetAfterOfPartitionsAcrossRestores() {
    Scenario device = device(Partitioning.ONE_TOPIC, channel("a", 0));
    device.from(ONE, Route.BY_DEVICE).reading(0, 0, 1).reading(0, 2 * HOUR, 99, 10);

    assertThat(device.reading(0, 20, 2).verdict()).isEqualTo(Verdict.LATE);
    device.restored().reading(0, 20 + MINUTE, 3);
    assertThat(device.verdict()).isEqualTo(Verdict.BUFFERED);
  }
}
