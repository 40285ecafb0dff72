/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapline.flink.state.ChannelLine;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RejectionWarningsTest {

  private final Map<String, Long> rejected = new LinkedHashMap<>();

  @Test
  void shouldNameReasonChannelsAndTheKeysToChange() {
    rejected.put("late", 21L);

    assertThat(
            RejectionWarnings.of(
                account(24), List.of(late("a", 0), late("b", 6), late("c", 15)), 19_999.6))
        .containsExactly(
            "%.1f %% of the readings were rejected as late: ".formatted(87.5)
                + LateReport.ADVICE
                + ": rejected=21 of 24, channels=c 15, b 6, lateness=99 %% within %,d ms"
                    .formatted(20_000));
    assertThat(LateReport.ADVICE).contains("time.disorder", "wait", "time.idle-flush");
  }

  @Test
  void shouldWarnOfEachReasonBesides() {
    rejected.put("unknown-channel", 10L);
    rejected.put("undecodable", 900L);
    rejected.put("future", 9L);

    assertThat(RejectionWarnings.of(account(1_000), List.of(), 0))
        .satisfiesExactly(
            undecodable -> assertThat(undecodable).contains("rejected as undecodable"),
            unknown ->
                assertThat(unknown)
                    .contains("add one under channels", "rejected=10 of")
                    .doesNotContain("lateness"));
  }

  @Test
  void shouldSayNothingOfWhatASoundStreamHas() {
    rejected.put("late", 9L);
    rejected.put("duplicate", 99L);
    rejected.put("invalid", 0L);

    assertThat(RejectionWarnings.of(account(1_000), List.of(), 0)).isEmpty();
  }

  @Test
  void shouldNameNoMoreChannelsThanALineHolds() {
    List<ChannelAccount> channels =
        List.of(late("a", 1), late("b", 2), late("c", 3), late("d", 4), late("e", 5), late("f", 0));

    assertThat(WorstChannels.of(channels, ChannelLine.LATE)).isEqualTo("e 5, d 4, c 3 and 2 more");
    assertThat(WorstChannels.since(Map.of("e", 5L, "d", 1L), channels, ChannelLine.LATE))
        .isEqualTo("c 3, d 3, b 2 and 1 more");
  }

  private ReadingAccount account(long read) {
    return new ReadingAccount(read, 0, 0, rejected, 0);
  }

  private static ChannelAccount late(String channel, long late) {
    Map<ChannelLine, Long> counts = new EnumMap<>(ChannelLine.class);
    for (ChannelLine line : ChannelLine.values()) {
      counts.put(line, 0L);
    }
    counts.put(ChannelLine.LATE, late);
    return new ChannelAccount(channel, counts, 0);
  }
}
