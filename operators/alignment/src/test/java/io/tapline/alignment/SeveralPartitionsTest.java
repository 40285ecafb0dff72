/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.alignment;

import static io.tapline.alignment.Route.BY_DEVICE;
import static io.tapline.alignment.Scenario.MS;
import static io.tapline.alignment.Scenario.alignment;
import static io.tapline.alignment.Scenario.channel;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SeveralPartitionsTest {

  private static final long ONE = 1;
  private static final long OTHER = 2;
  private static final long BY_KEY = Route.byKey(77);
  private static final long HOUR = 3_600_000;

  private static Scenario device(Partitioning partitioning, Channel... channels) {
    return new Scenario(alignment(channels).withPartitioning(partitioning));
  }

  private static Scenario deviceOfTopics(Channel... channels) {
    return device(Partitioning.SEVERAL_TOPICS, channels);
  }

  @Test
  void shouldLoseNothingOfTheOtherTopicHoweverFarOneIsReadAhead() {
    Scenario device = deviceOfTopics(channel("a", 0), channel("b", 0));

    device.from(ONE, BY_DEVICE);
    for (int t = 0; t < 100; t++) {
      device.reading(0, 10 * t, t);
    }
    assertThat(device.frames()).isEmpty();
    device.from(OTHER, BY_DEVICE).reading(1, 0, 7);
    assertThat(device.verdict()).isEqualTo(Verdict.BUFFERED);
    assertThat(device.reading(1, 20, 8).frames()).containsExactly("|0: 0 7", "10: 1 7~");
  }

  @Test
  void shouldWaitForTheWatermarkWhereChannelHasNeverCome() {
    Scenario device = deviceOfTopics(channel("a", 0), channel("b", 30));

    device.from(ONE, BY_DEVICE).reading(0, 0, 1).reading(0, 10, 2).reading(0, 500, 3);
    assertThat(device.frames()).isEmpty();
    assertThat(device.aligner().releasingWatermarkMicros(device.state(), ChannelBuffers.NEVER))
        .isEqualTo(40 * MS);
    assertThat(device.watermark(39).frames()).isEmpty();
    assertThat(device.watermark(40).frames()).containsExactly("|0: 1 0?");
  }

  @Test
  void shouldGiveUpLaggingChannelByTheLogOfItsOwnPartition() {
    Scenario device = deviceOfTopics(channel("a", 0), channel("b", 30), channel("c", 0));
    device.from(ONE, BY_DEVICE).reading(0, 0, 1).reading(0, 500, 2);
    device.from(OTHER, BY_DEVICE).reading(1, 0, 5).reading(2, 0, 6);

    assertThat(device.reading(2, 39, 7).frames()).isEmpty();
    assertThat(device.reading(2, 40, 8).frames()).containsExactly("|0: 1 5 6");
  }

  @Test
  void shouldBecomeOneOnceAllChannelsHaveComeFromOnePartition() {
    Scenario device = deviceOfTopics(channel("a", 0), channel("b", 0));

    device.from(ONE, BY_DEVICE).reading(0, 0, 1);
    assertThat(device.state().comesInOneOrder()).isFalse();
    device.reading(1, 0, 10);
    assertThat(device.state().comesInOneOrder()).isTrue();
    assertThat(device.reading(0, 10, 2).reading(1, 10, 20).frames()).containsExactly("|0: 1 10");
  }

  @Test
  void shouldBeOneFromTheFirstRecordOfTheOnlyTopicKeyedByDevice() {
    Scenario device = device(Partitioning.ONE_TOPIC, channel("a", 0), channel("b", 0));

    device.from(ONE, BY_DEVICE).reading(0, 0, 1);
    assertThat(device.state().comesInOneOrder()).isTrue();
    assertThat(device.reading(0, 10, 2).frames()).containsExactly("|0: 1 0?");
  }

  @Test
  void shouldBecomeOneByKeyOnceNoOtherKeyHasComeForTheLongestWait() {
    Scenario device = device(Partitioning.ONE_TOPIC, channel("a", 30), channel("b", 30));

    device.from(ONE, BY_KEY).reading(0, 0, 1).reading(1, 0, 10);
    device.reading(0, 10, 2).reading(1, 10, 20);
    assertThat(device.frames()).isEmpty();
    assertThat(device.watermark(30).frames()).containsExactly("|0: 1 10");
    device.reading(0, 20, 3);
    assertThat(device.state().comesInOneOrder()).isTrue();
    assertThat(device.reading(1, 20, 30).frames()).containsExactly("10: 2 20");
  }

  @Test
  void shouldWaitForTheWatermarkWhereNothingDecidesThePartition() {
    Scenario device = device(Partitioning.ONE_TOPIC, channel("a", 0));

    device.from(ONE, Route.NONE).reading(0, 0, 1).reading(0, 30, 4);
    assertThat(device.from(OTHER, Route.NONE).reading(0, 10, 2).frames()).isEmpty();
    assertThat(device.verdict()).isEqualTo(Verdict.BUFFERED);
    assertThat(device.reading(0, 20, 3).watermark(30).frames())
        .containsExactly("|0: 1", "10: 2", "20: 3");
  }

  @Test
  void shouldNeverBeOneWhereNothingDecidesThePartition() {
    Scenario device = device(Partitioning.ONE_TOPIC, channel("a", 0));

    device.from(ONE, Route.NONE).reading(0, 0, 1).watermark(2 * HOUR);
    device.reading(0, 2 * HOUR, 2).watermark(4 * HOUR).reading(0, 4 * HOUR, 3);
    assertThat(device.state().comesInOneOrder()).isFalse();
  }

  @Test
  void shouldWaitForTheWatermarkForAnHourAfterChannelChangedItsPartition() {
    Scenario device = deviceOfTopics(channel("a", 0));
    device.from(ONE, BY_DEVICE).reading(0, 0, 1).from(OTHER, BY_DEVICE);

    assertThat(device.reading(0, 10, 2).reading(0, 20, 3).frames()).isEmpty();
    assertThat(device.watermark(20).frames()).containsExactly("|0: 1", "10: 2");
    device.watermark(HOUR + 9).reading(0, HOUR + 10, 4);
    assertThat(device.reading(0, HOUR + 20, 5).frames()).isEmpty();
    assertThat(device.watermark(HOUR + 10).frames())
        .containsExactly("20: 3", "|" + (HOUR + 10) + ": 4");
  }

  @Test
  void shouldBeOneAgainAnHourAfterChannelChangedItsPartition() {
    Scenario device = deviceOfTopics(channel("a", 0));
    device.from(ONE, BY_DEVICE).reading(0, 0, 1).from(OTHER, BY_DEVICE).reading(0, 10, 2);

    device.watermark(HOUR + 10).reading(0, HOUR + 20, 3);
    assertThat(device.state().comesInOneOrder()).isTrue();
    device.frames();
    assertThat(device.reading(0, HOUR + 30, 4).frames()).containsExactly("|" + (HOUR + 20) + ": 3");
  }

  @Test
  void shouldKeepWhatIsKnownOfChannelsUnderAnotherLayout() {
    Alignment two = alignment(channel("a", 0), channel("b", 0));
    Scenario device = new Scenario(two.withPartitioning(Partitioning.SEVERAL_TOPICS));
    device.from(ONE, BY_DEVICE).reading(0, 0, 1).from(OTHER, BY_DEVICE).reading(1, 0, 2);

    Alignment three = alignment(channel("c", 0), channel("b", 0), channel("a", 0));
    device.goOnUnder(three.withPartitioning(Partitioning.SEVERAL_TOPICS));
    ChannelWays ways = device.state().partitions().ways();
    assertThat(ways.home(0)).isEqualTo(ChannelWays.NO_HOME);
    assertThat(ways.home(1)).isEqualTo(1);
    assertThat(ways.home(2)).isZero();
  }

  @Test
  void shouldLearnTheWaysAnewUnderOtherTopics() {
    Alignment alignment = alignment(channel("a", 0));
    Scenario device = new Scenario(alignment.withPartitioning(Partitioning.ONE_TOPIC));
    device.from(ONE, BY_DEVICE).reading(0, 0, 1);

    device.goOnUnder(alignment.withPartitioning(Partitioning.SEVERAL_TOPICS));
    assertThat(device.state().comesInOneOrder()).isFalse();
    device.goOnUnder(alignment);
    assertThat(device.state().comesInOneOrder()).isTrue();
  }
}
