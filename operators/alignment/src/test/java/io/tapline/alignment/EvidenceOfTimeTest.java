/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.alignment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EvidenceOfTimeTest {

  private final EvidenceOfTime evidence = new EvidenceOfTime();

  @Test
  void shouldGiveTheLatestTimeReachedByATimestamp() {
    evidence.note(10, 100, 1);
    evidence.note(20, 200, 1);

    assertThat(evidence.reachedBy(99)).isEqualTo(ChannelBuffers.NEVER);
    assertThat(evidence.reachedBy(100)).isEqualTo(10);
    assertThat(evidence.reachedBy(199)).isEqualTo(10);
    assertThat(evidence.reachedBy(200)).isEqualTo(20);
  }

  @Test
  void shouldGiveTheRecordThatReachedATime() {
    evidence.note(10, 100, 1);
    evidence.note(20, 200, 1);

    assertThat(evidence.recordThatReached(10)).isEqualTo(100);
    assertThat(evidence.recordThatReached(11)).isEqualTo(200);
    assertThat(evidence.recordThatReached(21)).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void shouldCountTheRecordWrittenFirstWhicheverIsReadFirst() {
    evidence.note(10, 300, 1);
    evidence.note(20, 200, 1);

    assertThat(evidence.recordThatReached(10)).isEqualTo(200);
    assertThat(evidence.size()).isEqualTo(1);
  }

  @Test
  void shouldLeaveOutRecordThatReachesNothingNew() {
    evidence.note(20, 200, 1);
    evidence.note(20, 100, 1);
    evidence.note(10, 300, 1);

    assertThat(evidence.recordThatReached(20)).isEqualTo(200);
    assertThat(evidence.size()).isEqualTo(1);
  }

  @Test
  void shouldErrToTheSafeSideBetweenSteps() {
    evidence.note(0, 100, 10);
    evidence.note(9, 109, 10);
    evidence.note(10, 110, 10);

    assertThat(evidence.size()).isEqualTo(2);
    assertThat(evidence.recordThatReached(9)).isEqualTo(110);
    assertThat(evidence.reachedBy(109)).isZero();
  }

  @Test
  void shouldKeepTheStepThatReachesATimeWhenEarlierOnesAreDropped() {
    IntStream.range(0, 1_000).forEach(i -> evidence.note(10 * i, 100 + i, 1));
    evidence.dropBefore(5_005);

    assertThat(evidence.size()).isEqualTo(499);
    assertThat(evidence.recordThatReached(5_005)).isEqualTo(601);
    assertThat(evidence.reachedBy(600)).isEqualTo(ChannelBuffers.NEVER);
  }

  @Test
  void shouldTakeNoMoreRoomWhereStepsAreDroppedAsTheyCome() {
    for (int i = 0; i < 1_000; i++) {
      evidence.note(i, i, 1);
      evidence.dropBefore(i - 2);
    }

    assertThat(evidence.size()).isEqualTo(3);
    assertThat(evidence.reachedBy(998)).isEqualTo(998);
  }

  @Test
  void shouldLeaveTheCopyAsItIs() {
    evidence.note(10, 100, 1);
    EvidenceOfTime copy = evidence.copy();
    evidence.note(20, 200, 1);

    assertThat(copy.reachedBy(200)).isEqualTo(10);
  }
}
