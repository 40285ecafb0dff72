/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapline.flink.state.ChannelLine;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ChannelAccountTest {

  private static final double NEVER_SEEN = Math.floorDiv(Long.MIN_VALUE, 1_000L);

  private FlinkRest rest;

  @BeforeEach
  void start() throws Exception {
    rest = new FlinkRest();
  }

  @AfterEach
  void stop() {
    rest.close();
  }

  @Test
  void shouldSumCountsAndTakeTheLatestTimeOverSubtasks() throws Exception {
    rest.with("align.tapline.channel.motor_x.read", 400, 0, 600)
        .with("align.tapline.channel.motor_x.observed", 300, 0, 500)
        .with("align.tapline.channel.motor_x.filled", 20, 0, 0)
        .with("align.tapline.channel.motor_x.missing", 0, 0, 5)
        .with("align.tapline.channel.motor_x.last-seen-ms", 1_700_000_000_123.0, NEVER_SEEN, 5)
        .with("align.tapline.channel.motor_x.rate", 1, 2, 3)
        .with("align.tapline.channel.motor_x.observed-share", 0.5, 0.5, 0.5)
        .with("align.tapline.framed", 1, 2, 3);

    ChannelAccount channel = ask("motor.x").get(0);

    assertThat(channel.get(ChannelLine.READ)).isEqualTo(1_000);
    assertThat(channel.ticks()).isEqualTo(825);
    assertThat(channel.get(ChannelLine.LATE)).as("not gathered yet").isZero();
    assertThat(channel.lastSeenMillis()).isEqualTo(1_700_000_000_123L);
    assertThat(rest.questions())
        .singleElement()
        .asString()
        .doesNotContain("rate", "share", "framed");
  }

  @Test
  void shouldKnowAChannelThatHasNeverBeenSeen() throws Exception {
    rest.with("align.tapline.channel.a.last-seen-ms", NEVER_SEEN, NEVER_SEEN);

    assertThat(ask("a", "b"))
        .allSatisfy(c -> assertThat(c.lastSeenMillis()).isEqualTo(ChannelAccount.NEVER))
        .extracting(ChannelAccount::channel)
        .containsExactly("a", "b");
  }

  @Test
  void shouldTellChannelsApartWhoseNamesLookAlikeInTheRestInterface() throws Exception {
    rest.with("align.tapline.channel.pump_x.read", 1)
        .with("align.tapline.channel.pump_x-2.read", 2)
        .with("align.tapline.channel.größe/%.read", 3);

    assertThat(ask("pump.x", "pump_x", "größe/%"))
        .extracting(channel -> channel.get(ChannelLine.READ))
        .containsExactly(1L, 2L, 3L);
  }

  @Test
  void shouldAskForManyChannelsInPieces() throws Exception {
    List<String> names =
        IntStream.range(0, 64).mapToObj(c -> "machine-7.gearbox.accelerometer-" + c).toList();
    for (int c = 0; c < names.size(); c++) {
      for (ChannelLine line : ChannelLine.values()) {
        String name = names.get(c).replace('.', '_');
        rest.with("align.tapline.channel." + name + "." + line.label(), c, 1);
      }
    }

    List<ChannelAccount> channels = ask(names.toArray(String[]::new));

    assertThat(rest.questions()).hasSizeGreaterThan(5);
    for (int c = 0; c < names.size(); c++) {
      assertThat(channels.get(c).counts().values()).hasSize(9).containsOnly(c + 1L);
    }
  }

  @Test
  void shouldKeepTheChannelsOutOfTheJobsOwnCounts() throws Exception {
    rest.with("align.tapline.framed", 3, 4)
        .with("decode.tapline.read", 8)
        .with("align.tapline.lateness-ms_p99", 8)
        .with("align.tapline.channel.a.late", 5);

    assertThat(JobCounts.of(rest.address(), FlinkRest.JOB).byName())
        .containsOnlyKeys("align.framed", "decode.read")
        .containsEntry("align.framed", 7L);
  }

  @Test
  void shouldSumFailedCommitsOverSinksAndTheirTasks() throws Exception {
    rest.with("write_scores__Committer.tapline.failed-commits", 0, 2)
        .with("write_rejected__Committer.tapline.failed-commits", 1)
        .with("decode.tapline.read", 8);

    assertThat(JobCounts.of(rest.address(), FlinkRest.JOB).failedCommits()).isEqualTo(3);
  }

  private List<ChannelAccount> ask(String... channels) throws Exception {
    return ChannelAccount.of(rest.address(), FlinkRest.JOB, List.of(channels));
  }
}
