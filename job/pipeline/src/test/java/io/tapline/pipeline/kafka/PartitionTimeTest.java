/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.pipeline.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PartitionTimeTest {

  private static final long NOW = 1_000_000_000;
  private static final long OUT_OF_ORDER = 50;
  private static final long IDLE_AFTER = 1_000;

  private final PartitionTime time = new PartitionTime(7, OUT_OF_ORDER, IDLE_AFTER);

  /** One to whose end a record of 20 ms ago came; its next offset is 8. */
  private static PartitionTime live() {
    PartitionTime live = new PartitionTime(7, OUT_OF_ORDER, IDLE_AFTER);
    live.endsAt(7, NOW - 5_000);
    live.judge(NOW - 5_000);
    live.read(7, NOW - 5_020);
    live.judge(NOW - 5_000);
    return live;
  }

  @Test
  void shouldKnowNothingBeforeARecord() {
    assertThat(time.judge(NOW)).isEqualTo(PartitionTime.NEVER);
    assertThat(time.isIdle()).isFalse();
  }

  @Test
  void shouldBeReadUpToTheLargestTimestampLessTheOutOfOrderness() {
    time.read(7, 2_000);
    time.read(8, 1_990);

    assertThat(time.judge(NOW)).isEqualTo(2_000 - OUT_OF_ORDER - 1);
    assertThat(time.position()).isEqualTo(9);
  }

  @Test
  void shouldBeReadUpToTheTimeOfItsEndInALiveStream() {
    PartitionTime live = live();
    live.endsAt(8, NOW - 100);

    assertThat(live.judge(NOW)).isEqualTo(NOW - 100 - 20 - OUT_OF_ORDER - 1);
    assertThat(live.isIdle()).isFalse();
  }

  @Test
  void shouldNotBeReadUpToNowBeforeItsEnd() {
    PartitionTime live = live();
    live.endsAt(9, NOW - 100);

    assertThat(live.judge(NOW)).isEqualTo(NOW - 5_020 - OUT_OF_ORDER - 1);
  }

  @Test
  void shouldNotBelieveAnEndThatIsOld() {
    PartitionTime live = live();
    live.endsAt(8, NOW - 401);

    assertThat(live.judge(NOW)).isEqualTo(NOW - 5_020 - OUT_OF_ORDER - 1);
  }

  @Test
  void shouldAllowForWhatTheOldestOfRecordsThatCameTogetherTook() {
    PartitionTime live = live();
    live.endsAt(8, NOW);
    live.judge(NOW);
    live.read(8, NOW - 3_000);
    live.read(9, NOW - 10);
    live.endsAt(10, NOW);

    assertThat(live.judge(NOW)).isEqualTo(NOW - 10 - OUT_OF_ORDER - 1);
    live.endsAt(10, NOW + 1_000);
    live.judge(NOW + 1_000);
    live.endsAt(10, NOW + 4_000);
    assertThat(live.judge(NOW + 4_000)).isEqualTo(NOW + 1_000 - OUT_OF_ORDER - 1);
  }

  @Test
  void shouldNotTakeTheEndOfABacklogForALiveStream() {
    time.endsAt(9, NOW);
    time.judge(NOW);
    time.read(7, NOW - 60_000);
    time.read(8, NOW - 50);

    assertThat(time.judge(NOW)).isEqualTo(NOW - 50 - OUT_OF_ORDER - 1);
    time.endsAt(9, NOW + 300);
    assertThat(time.judge(NOW + 300)).isEqualTo(NOW - 50 - OUT_OF_ORDER - 1);
  }

  @Test
  void shouldBeIdleOnceItStaysAtItsEndWhereOldRecordsAreRead() {
    time.read(7, 2_000);
    time.endsAt(8, NOW);
    time.judge(NOW);
    time.endsAt(8, NOW + IDLE_AFTER - 1);
    time.judge(NOW + IDLE_AFTER);
    assertThat(time.isIdle()).isFalse();

    time.endsAt(8, NOW + IDLE_AFTER);
    assertThat(time.judge(NOW + IDLE_AFTER)).isEqualTo(2_000 - OUT_OF_ORDER - 1);
    assertThat(time.isIdle()).isTrue();
  }

  @Test
  void shouldBeginToStayAtItsEndAnewWithARecord() {
    time.endsAt(7, NOW);
    time.judge(NOW);
    time.read(7, 2_000);
    time.endsAt(8, NOW + IDLE_AFTER);
    time.judge(NOW + IDLE_AFTER);

    assertThat(time.isIdle()).isFalse();
  }

  @Test
  void shouldNotBeIdleWhereTheEndIsNotKnownAnyMore() {
    time.endsAt(7, NOW);
    time.judge(NOW);
    time.endsAt(7, NOW + IDLE_AFTER);
    time.judge(NOW + IDLE_AFTER);
    assertThat(time.isIdle()).isTrue();

    time.judge(NOW + IDLE_AFTER + 401);
    assertThat(time.isIdle()).isFalse();
  }

  @Test
  void shouldNotBeAtItsEndWhereThePositionIsUnknown() {
    PartitionTime unknown = new PartitionTime(-3, OUT_OF_ORDER, IDLE_AFTER);
    unknown.endsAt(0, NOW);
    unknown.judge(NOW);
    unknown.endsAt(0, NOW + IDLE_AFTER);
    assertThat(unknown.judge(NOW + IDLE_AFTER)).isEqualTo(PartitionTime.NEVER);
    assertThat(unknown.isIdle()).isFalse();
  }

  @Test
  void shouldKeepThePositionOfARecordThatWasRead() {
    time.startsAt(3);
    assertThat(time.position()).isEqualTo(7);
  }

  @Test
  void shouldMoveOnInOffsetsAloneWithARecordThatIsNotBelieved() {
    time.read(7, 2_000);
    time.readUndated(8);

    assertThat(time.furthest()).isEqualTo(2_000);
    assertThat(time.position()).isEqualTo(9);
  }
}
