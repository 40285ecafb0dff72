/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.pipeline.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RecordLagTest {

  private final RecordLag lag = new RecordLag();

  @Test
  void shouldNotBeLiveBeforeAnyRecord() {
    assertThat(lag.isLive(1_000_000)).isFalse();
  }

  @Test
  void shouldBeLiveWithRecordThatHasJustBeenWritten() {
    lag.note(1_000_000, 999_700);
    lag.note(1_000_100, 999_600);

    assertThat(lag.isLive(1_000_100)).isTrue();
    assertThat(lag.leastMillis()).isEqualTo(300);
  }

  @Test
  void shouldNotBeLiveWithOldRecords() {
    lag.note(1_000_000, 989_999);
    assertThat(lag.isLive(1_000_000)).isFalse();
    lag.note(1_000_000, 990_000);
    assertThat(lag.isLive(1_000_000)).isTrue();
  }

  @Test
  void shouldTakeTimestampAheadOfTheClockForOneOfNow() {
    lag.note(1_000_000, 1_000_500);

    assertThat(lag.leastMillis()).isZero();
  }

  @Test
  void shouldForgetWhatWasReadTwoWindowsAgo() {
    lag.note(1_000_000, 1_000_000);

    assertThat(lag.isLive(1_010_000)).isTrue();
    assertThat(lag.isLive(1_019_999)).isTrue();
    assertThat(lag.isLive(1_020_000)).isFalse();
  }

  @Test
  void shouldForgetAfterALongSilenceAtOnce() {
    lag.note(1_000_000, 1_000_000);

    assertThat(lag.isLive(9_000_000)).isFalse();
  }
}
