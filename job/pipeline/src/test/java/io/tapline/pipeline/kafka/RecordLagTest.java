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
    assertThat(lag.isLive()).isFalse();
  }

  @Test
  void shouldTakeTheMostThatTheLastRecordsTook() {
    lag.note(1_000_000, 999_700);
    lag.note(1_000_100, 999_600);

    assertThat(lag.isLive()).isTrue();
    assertThat(lag.millis()).isEqualTo(500);
  }

  @Test
  void shouldNotBeLiveWithOldRecords() {
    lag.note(1_000_000, 989_999);
    assertThat(lag.isLive()).isFalse();
  }

  @Test
  void shouldTakeTimestampAheadOfTheClockForOneOfNow() {
    lag.note(1_000_000, 1_000_500);

    assertThat(lag.millis()).isZero();
  }

  @Test
  void shouldForgetWhatRecordsTookTwoWindowsAgo() {
    lag.note(1_000_000, 989_000);
    lag.note(1_010_000, 1_009_990);
    assertThat(lag.isLive()).isFalse();

    lag.note(1_020_000, 1_019_980);
    assertThat(lag.millis()).isEqualTo(20);
  }

  @Test
  void shouldStayLiveWithoutRecords() {
    lag.note(1_000_000, 999_990);
    lag.note(9_000_000, 8_999_970);

    assertThat(lag.millis()).isEqualTo(30);
  }
}
