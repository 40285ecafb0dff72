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

  private final RecordLag lag = new RecordLag();
  private final PartitionTime time = new PartitionTime(7, OUT_OF_ORDER, IDLE_AFTER);

  private RecordLag live() {
    lag.note(NOW, NOW - 20);
    return lag;
  }

  @Test
  void shouldKnowNothingBeforeARecord() {
    assertThat(time.judge(NOW, lag)).isEqualTo(PartitionTime.NEVER);
    assertThat(time.isIdle()).isFalse();
  }

  @Test
  void shouldBeReadUpToTheLargestTimestampLessTheOutOfOrderness() {
    time.read(7, 2_000);
    time.read(8, 1_990);

    assertThat(time.judge(NOW, lag)).isEqualTo(2_000 - OUT_OF_ORDER - 1);
    assertThat(time.position()).isEqualTo(9);
  }

  @Test
  void shouldBeReadUpToTheTimeOfItsEndInALiveStream() {
    time.read(7, NOW - 5_000);
    time.endsAt(8, NOW - 100);

    assertThat(time.judge(NOW, live())).isEqualTo(NOW - 100 - 20 - OUT_OF_ORDER - 1);
    assertThat(time.isIdle()).isFalse();
  }

  @Test
  void shouldNotBeReadUpToNowBeforeItsEnd() {
    time.read(7, NOW - 5_000);
    time.endsAt(9, NOW - 100);

    assertThat(time.judge(NOW, live())).isEqualTo(NOW - 5_000 - OUT_OF_ORDER - 1);
  }

  @Test
  void shouldNotBelieveAnEndThatIsOld() {
    time.read(7, NOW - 5_000);
    time.endsAt(8, NOW - 401);

    assertThat(time.judge(NOW, live())).isEqualTo(NOW - 5_000 - OUT_OF_ORDER - 1);
  }

  @Test
  void shouldBeIdleOnceItStaysAtItsEndWhereOldRecordsAreRead() {
    time.read(7, 2_000);
    time.endsAt(8, NOW);
    time.judge(NOW, lag);
    time.endsAt(8, NOW + IDLE_AFTER - 1);
    time.judge(NOW + IDLE_AFTER, lag);
    assertThat(time.isIdle()).isFalse();

    time.endsAt(8, NOW + IDLE_AFTER);
    assertThat(time.judge(NOW + IDLE_AFTER, lag)).isEqualTo(2_000 - OUT_OF_ORDER - 1);
    assertThat(time.isIdle()).isTrue();
  }

  @Test
  void shouldBeginToStayAtItsEndAnewWithARecord() {
    time.endsAt(7, NOW);
    time.judge(NOW, lag);
    time.read(7, 2_000);
    time.endsAt(8, NOW + IDLE_AFTER);
    time.judge(NOW + IDLE_AFTER, lag);

    assertThat(time.isIdle()).isFalse();
  }

  @Test
  void shouldNotBeIdleWhereTheEndIsNotKnownAnyMore() {
    time.endsAt(7, NOW);
    time.judge(NOW, lag);
    time.endsAt(7, NOW + IDLE_AFTER);
    time.judge(NOW + IDLE_AFTER, lag);
    assertThat(time.isIdle()).isTrue();

    time.judge(NOW + IDLE_AFTER + 401, lag);
    assertThat(time.isIdle()).isFalse();
  }

  @Test
  void shouldNotBeAtItsEndWhereThePositionIsUnknown() {
    PartitionTime unknown = new PartitionTime(-3, OUT_OF_ORDER, IDLE_AFTER);
    unknown.endsAt(0, NOW);
    assertThat(unknown.judge(NOW, live())).isEqualTo(PartitionTime.NEVER);

    unknown.startsAt(0);
    assertThat(unknown.judge(NOW, live())).isEqualTo(NOW - 20 - OUT_OF_ORDER - 1);
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
