/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.pipeline.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WatermarkedReaderTest {

  private static final long NOW = 1_700_000_000_000L;
  private static final long OUT_OF_ORDER = 100;
  private static final long IDLE_AFTER = 1_000;
  private static final long MAX_AHEAD = 5_000;
  private static final long LONG_AGO = NOW - 3_600_000;

  private final FakeReading reading =
      new FakeReading(new WatermarkTimes(OUT_OF_ORDER, IDLE_AFTER, MAX_AHEAD), NOW);

  private static long readUpTo(long timestampMillis) {
    return timestampMillis - OUT_OF_ORDER - 1;
  }

  @Test
  void shouldBeReadUpToTheLeastOfAllPartitions() {
    reading.partitions(0, 1).record(0, LONG_AGO + 500).record(1, LONG_AGO);

    assertThat(reading.watermark(0)).isEqualTo(readUpTo(LONG_AGO + 500));
    assertThat(reading.watermark()).isEqualTo(readUpTo(LONG_AGO));
  }

  @Test
  void shouldBeHeldBackByPartitionOfWhichNothingIsKnown() {
    reading.partitions(0, 1).record(0, LONG_AGO).later(3_600_000);

    assertThat(reading.watermark()).isEqualTo(PartitionTime.NEVER);
    assertThat(reading.isIdle(1)).isFalse();
  }

  @Test
  void shouldMoveNoWatermarkByRecordThatIsPastTheWallClock() {
    reading.partitions(0).record(0, LONG_AGO).record(0, NOW + MAX_AHEAD + 1);

    assertThat(reading.watermark()).isEqualTo(readUpTo(LONG_AGO));
    assertThat(reading.records(0)).isEqualTo(2);
    assertThat(reading.record(0, NOW + MAX_AHEAD).watermark()).isEqualTo(readUpTo(NOW + MAX_AHEAD));
  }

  @Test
  void shouldMoveNoWatermarkByRecordWithoutATimestamp() {
    reading.partitions(0).record(0, LONG_AGO).record(0, -1);

    assertThat(reading.watermark()).isEqualTo(readUpTo(LONG_AGO));
    assertThat(reading.records(0)).isEqualTo(2);
  }

  @Test
  void shouldCountPartitionAtItsEndAsReadUpToNowInALiveStream() {
    reading.partitions(0).atEnd(0).record(0, NOW - 30).atEnd(0);

    assertThat(reading.watermark(0)).isEqualTo(readUpTo(NOW - 30));
    assertThat(reading.later(200).atEnd(0).watermark(0)).isEqualTo(readUpTo(NOW + 200 - 30));
    assertThat(reading.isIdle(0)).isFalse();
  }

  @Test
  void shouldNotCountPartitionAsReadUpToNowBecauseAnotherIsLive() {
    reading.partitions(0, 1).atEnd(0).atEnd(1).record(0, NOW - 30).record(1, LONG_AGO);

    assertThat(reading.later(200).atEnd(0).atEnd(1).watermark(1)).isEqualTo(readUpTo(LONG_AGO));
  }

  @Test
  void shouldHoldTheJobBackWithAPartitionThatIsNotIdleAnyMore() {
    reading.partitions(0, 1).record(1, LONG_AGO).atEndFor(0, 500);
    reading.atEndFor(1, IDLE_AFTER);
    reading.atEndFor(0, IDLE_AFTER);
    reading.atEnd(1);
    assertThat(reading.isIdle(0)).isTrue();

    reading.later(1_000);
    assertThat(reading.isIdle(0)).isFalse();
    assertThat(reading.isIdle()).isFalse();
  }

  @Test
  void shouldBeIdleOnlyAtTheEndWhereOldRecordsAreRead() {
    reading.partitions(0, 1).record(0, LONG_AGO).atEndFor(1, IDLE_AFTER - 100);
    assertThat(reading.isIdle(1)).isFalse();

    reading.later(100).atEnd(1);
    assertThat(reading.isIdle(1)).isTrue();
    assertThat(reading.isIdle(0)).isFalse();
    assertThat(reading.watermark()).isEqualTo(readUpTo(LONG_AGO));
  }

  @Test
  void shouldBeActiveAgainBeforeTheNextRecordIsHandedOn() {
    reading.partitions(0).atEndFor(0, IDLE_AFTER);
    assertThat(reading.isIdle(0)).isTrue();

    reading.record(0, LONG_AGO);
    assertThat(reading.isIdle(0)).isFalse();
    assertThat(reading.records(0)).isEqualTo(1);
    assertThat(reading.watermark()).isEqualTo(readUpTo(LONG_AGO));
  }

  @Test
  void shouldBeActiveAgainWhereTheBrokerDoesNotAnswer() {
    reading.partitions(0).atEndFor(0, IDLE_AFTER);
    assertThat(reading.isIdle(0)).isTrue();

    assertThat(reading.later(1_000).isIdle(0)).isFalse();
  }

  @Test
  void shouldNotLetWatermarkStepBack() {
    reading.partitions(0).record(0, LONG_AGO + 500).record(0, LONG_AGO);

    assertThat(reading.watermark()).isEqualTo(readUpTo(LONG_AGO + 500));
  }

  @Test
  void shouldBeIdleAsAWholeWithoutAnyPartitionForSomeSeconds() {
    assertThat(reading.later(29_999).isIdle()).isFalse();
    assertThat(reading.later(1).isIdle()).isTrue();
    assertThat(reading.partitions(0).isIdle()).isFalse();
  }
}
