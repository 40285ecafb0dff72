/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapline.flink.state.ChannelLine;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ChannelStatusTableTest {

  /** Ten seconds of one device, or five of two. */
  private static final double SECONDS = 10;

  private static final ChannelAccount FAST =
      channel(
          "motor.x",
          1_700_000_000_123L,
          Map.of(
              ChannelLine.READ, 4_010L,
              ChannelLine.OBSERVED, 3_900L,
              ChannelLine.FILLED, 98L,
              ChannelLine.MISSING, 2L,
              ChannelLine.LATE, 7L,
              ChannelLine.DUPLICATE, 3L));

  private static final ChannelAccount SLOW =
      channel(
          "temperature",
          1_700_000_000_000L,
          Map.of(ChannelLine.READ, 10L, ChannelLine.OBSERVED, 10L, ChannelLine.FILLED, 3_990L));

  @Test
  void shouldTellRatesByEventTimeAndSharesOfTicks() {
    assertThat(ChannelStatusTable.render(List.of(FAST, SLOW), SECONDS))
        .isEqualTo(
            """
             Channel      Readings/s  Last seen                 Observed  Filled  Missing  Late  Duplicate
             motor.x           401.0  2023-11-14T22:13:20.123Z    97.5 %      98        2     7          3
             temperature         1.0  2023-11-14T22:13:20Z         0.3 %   3,990        0     0          0
            """);
  }

  @Test
  void shouldShowStrangeReadingsWhereAChannelHasAny() {
    ChannelAccount carried = channel("load", 0, Map.of(ChannelLine.CARRIED, 12L));
    ChannelAccount future = channel("clock", 0, Map.of(ChannelLine.FUTURE, 34L));

    assertThat(ChannelStatusTable.render(List.of(FAST, carried, future), SECONDS))
        .containsPattern("Duplicate +Future +Carried\n")
        .containsPattern("load .* 0 +12\n")
        .containsPattern("clock .* 34 +0\n")
        .doesNotContain("Invalid");
  }

  @Test
  void shouldShowNoNumbersOfAChannelThatHasSentNothing() {
    assertThat(
            ChannelStatusTable.render(
                List.of(channel("dead", ChannelAccount.NEVER, Map.of())), SECONDS))
        .containsPattern("dead +0.0 +never +0 +0 +0 +0\n");
  }

  private static ChannelAccount channel(String name, long seenMillis, Map<ChannelLine, Long> some) {
    Map<ChannelLine, Long> counts = new EnumMap<>(ChannelLine.class);
    for (ChannelLine line : ChannelLine.values()) {
      counts.put(line, some.getOrDefault(line, 0L));
    }
    return new ChannelAccount(name, counts, seenMillis);
  }
}
