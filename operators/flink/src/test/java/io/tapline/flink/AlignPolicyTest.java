/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.flink;

import static io.tapline.flink.AlignOperatorTest.readings;
import static org.assertj.core.api.Assertions.assertThat;

import io.tapline.alignment.Aggregate;
import io.tapline.alignment.Alignment;
import io.tapline.alignment.Channel;
import io.tapline.alignment.ChannelLayout;
import io.tapline.alignment.Fill;
import io.tapline.alignment.FrameBlock;
import io.tapline.alignment.Grid;
import io.tapline.alignment.LateReadings;
import io.tapline.alignment.TimeBounds;
import io.tapline.alignment.ValidRange;
import io.tapline.flink.element.DeviceReadings;
import io.tapline.flink.element.RejectedReadings;
import io.tapline.flink.element.RejectionReason;
import io.tapline.flink.state.Account;
import io.tapline.flink.state.ChannelCounts;
import io.tapline.flink.state.ChannelLine;
import java.util.List;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.junit.jupiter.api.Test;

/** What the operator tells of readings that a channel's policy does not let in, or carries. */
class AlignPolicyTest {

  private static final Fill HOLD = new Fill.Hold(500_000);

  /** Temperature is valid from -40 to 125, and stamped 20 ms late; load may come late. */
  private static final Alignment POLICIES =
      new Alignment(
          new Grid(0, 10_000),
          new ChannelLayout(
              List.of(
                  new Channel("temp", Aggregate.LAST, HOLD, 0, 1, 0)
                      .withValidRange(new ValidRange(-40, 125))
                      .withTimeOffset(-20_000),
                  new Channel("load", Aggregate.LAST, HOLD, 0, 1, 0).withLate(LateReadings.CARRY),
                  new Channel("speed", Aggregate.LAST, HOLD, 0, 1, 0))),
          new TimeBounds(0, 500_000, 60_000_000, 1_000_000),
          64);

  @Test
  void shouldRejectAnInvalidValueWithTheRangeOfItsChannel() throws Exception {
    try (Harness<DeviceReadings, FrameBlock> align = harness(false)) {
      align.element(readings("d", 0, 0, 0, 126, 2, 0, 500, 0, 1, -41), 0);

      assertThat(align.rejected()).hasSize(1);
      RejectedReadings rejected = align.rejected().get(0);
      assertThat(rejected.reason()).isEqualTo(RejectionReason.INVALID);
      assertThat(rejected.detail())
          .isEqualTo("the value is outside the channel's valid-range: temp=[-40.0, 125.0]");
      assertThat(rejected.channels()).containsExactly("temp", "temp");
      assertThat(rejected.values()).containsExactly(126, -41);
      assertThat(AlignAccountTest.counts(align).get(Account.INVALID)).isEqualTo(2);
    }
  }

  @Test
  void shouldTellALateReadingsTimeAsItWasSent() throws Exception {
    try (Harness<DeviceReadings, FrameBlock> align = harness(false)) {
      align.element(readings("d", 0, 2, 0, 1, 2, 35, 1), 0);
      align.element(readings("d", 0, 0, 41, 7), 0);

      RejectedReadings late = align.rejected().get(0);
      assertThat(late.micros())
          .as("ms 41, less 20 ms of time-offset: ms 21")
          .containsExactly(41_000);
      assertThat(late.lateMicros()).as("ms 30 is the frontier").containsExactly(9_000);
    }
  }

  @Test
  void shouldCarryWithoutRejectingAndCountItApart() throws Exception {
    for (boolean restoreAfterEach : new boolean[] {false, true}) {
      try (Harness<DeviceReadings, FrameBlock> align = harness(restoreAfterEach)) {
        align.element(readings("d", 0, 2, 0, 1, 1, 0, 3), 0);
        align.element(readings("d", 0, 2, 45, 1), 0);
        align.element(readings("d", 0, 1, 12, 4, 1, 11, 5), 0);
        align.element(readings("d", 0, 2, 55, 1), 0).endOfInput();

        assertThat(align.rejected()).hasSize(1);
        assertThat(align.rejected().get(0).values()).as("older than 4").containsExactly(5);
        assertThat(AlignAccountTest.counts(align).get(Account.CARRIED)).isEqualTo(1);
        assertThat(AlignAccountTest.counts(align).get(Account.LATE)).isEqualTo(1);
        assertThat(AlignAccountTest.counts(align).get(Account.FRAMED)).isEqualTo(4);
        assertThat(AlignAccountTest.counts(align).get(Account.BUFFERED)).isZero();
        FrameBlock last = align.output().get(align.output().size() - 2);
        assertThat(last.values()[1]).as("load from the frontier on").isEqualTo(4);
      }
    }
  }

  @Test
  void shouldCountEachChannelAcrossRestarts() throws Exception {
    for (boolean restoreAfterEach : new boolean[] {false, true}) {
      try (Harness<DeviceReadings, FrameBlock> align = harness(restoreAfterEach)) {
        align.element(readings("d", 0, 2, 0, 1, 2, 0, 1, 0, 20, 126), 0);
        align.element(readings("d", 0, 2, 45, 1), 0);
        align.element(readings("d", 0, 1, 12, 4, 0, 21, 3), 0);
        align.element(readings("e", 0, 2, 99_999, 1), 0).endOfInput();

        ChannelCounts channels = new ChannelCounts(POLICIES.layout().measuredNames());
        SavedCounts.restore(align.snapshot(), channels::restore);
        assertThat(channels.get(2, ChannelLine.READ)).isEqualTo(4);
        assertThat(channels.get(2, ChannelLine.DUPLICATE)).isEqualTo(1);
        assertThat(channels.get(2, ChannelLine.FUTURE)).isEqualTo(1);
        assertThat(channels.get(2, ChannelLine.OBSERVED)).isEqualTo(2);
        assertThat(channels.get(2, ChannelLine.FILLED)).isEqualTo(3);
        assertThat(channels.get(1, ChannelLine.CARRIED)).isEqualTo(1);
        assertThat(channels.get(0, ChannelLine.INVALID)).isEqualTo(1);
        assertThat(channels.get(0, ChannelLine.LATE)).isEqualTo(1);
        assertThat(channels.get(0, ChannelLine.MISSING)).isEqualTo(5);
      }
    }
  }

  private static Harness<DeviceReadings, FrameBlock> harness(boolean restoreAfterEach)
      throws Exception {
    return new Harness<>(
        () -> new AlignOperatorFactory(POLICIES),
        DeviceReadings::device,
        HashMapStateBackend::new,
        restoreAfterEach);
  }
}
