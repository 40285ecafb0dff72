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

class IdleFlushTest {

  /** Ticks of 20 s, and an idle-flush of 10 s. */
  private static final Alignment LONG_TICKS =
      new Alignment(
          new Grid(0, 20_000 * MS),
          new ChannelLayout(List.of(channel("a", 0))),
          new TimeBounds(0, 100_000 * MS, 1_000 * MS, 10_000 * MS),
          64);

  @Test
  void shouldFlushNoTickBetweenTwoOfItsReadings() {
    Scenario device = new Scenario(LONG_TICKS);

    for (int i = 0; i < 24; i++) {
      device.reading(0, 11_000L * i, i);
      assertThat(device.verdict()).as("reading %d", i).isEqualTo(Verdict.BUFFERED);
    }
    assertThat(device.flush().framedReadings()).isEqualTo(24);
  }

  @Test
  void shouldFlushAfterTwoTicksAtTheEarliest() {
    Scenario device = new Scenario(LONG_TICKS);

    device.reading(0, 39_000, 1);
    assertThat(device.reading(0, 40_000, 2, 78_999).frames()).containsExactly("|20000: 1");
    assertThat(LONG_TICKS.idleFlushMicros()).isEqualTo(40_000 * MS);
  }
}
