/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.alignment;

import static io.tapline.alignment.Scenario.MS;
import static io.tapline.alignment.Scenario.alignment;
import static io.tapline.alignment.Scenario.channel;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tapline.alignment.Fill.Constant;
import io.tapline.alignment.Fill.Hold;
import io.tapline.alignment.Fill.Linear;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What each channel may say of its readings, one rule at a time. */
class ChannelPolicyTest {

  private static final Fill NOTHING = new Hold(0);

  @Test
  void shouldAggregateByTimeWhateverTheOrderOfArrival() {
    List<String> expected = List.of("|0: 3 1 2 1 3 6 3");
    double[][] arrivals = {{0, 1}, {3, 2}, {6, 3}};
    for (int[] order : new int[][] {{0, 1, 2}, {2, 1, 0}, {1, 2, 0}}) {
      Scenario device = new Scenario(alignment(20, 50, ofEachAggregate()));
      for (int at : order) {
        for (int c = 0; c < Aggregate.values().length; c++) {
          device.reading(c, arrivals[at][0], arrivals[at][1]);
        }
      }
      assertThat(device.flush().frames()).isEqualTo(expected);
    }
  }

  /** In the order of the constants: last, first, mean, min, max, sum, count. */
  private static FrameChannel[] ofEachAggregate() {
    return java.util.Arrays.stream(Aggregate.values())
        .map(aggregate -> channel(aggregate.name(), aggregate, new Constant(0), 0))
        .toArray(FrameChannel[]::new);
  }

  @Test
  void shouldDrawALineToTheNextTickAndWaitForIt() {
    Scenario device =
        new Scenario(
            alignment(
                channel("line", Aggregate.MEAN, new Linear(30 * MS), 0),
                channel("other", Aggregate.LAST, NOTHING, 0)));
    device.reading(0, 0, 1).reading(1, 0, 9).reading(1, 10, 9).reading(1, 20, 9);
    assertThat(device.frames()).as("30 ms after the tick's end at the earliest").isEmpty();

    device.reading(0, 30, 4).reading(0, 35, 8).reading(1, 39, 9);
    assertThat(device.frames()).isEmpty();
    device.reading(0, 40, 6).reading(1, 40, 9);
    assertThat(device.frames()).as("the mean of 4 and 8 is at 30 ms").containsExactly("|0: 1 9");
    assertThat(device.flush().frames())
        .containsExactly("10: 2.6666667~ 9", "20: 4.3333335~ 9", "30: 6 9", "40: 6 9");
  }

  /** A line with a look-ahead of 20 ms, and a max-gap of 30 ms. */
  private static Scenario lineBesideAnother() {
    return new Scenario(
        alignment(
            0,
            30,
            channel("line", Aggregate.LAST, new Linear(20 * MS), 200),
            channel("other", Aggregate.LAST, NOTHING, 0)));
  }

  @Test
  void shouldDrawNoLineBeyondTheLookAhead() {
    Scenario device = lineBesideAnother();
    device.reading(0, 0, 0);
    for (int tick = 0; tick < 12; tick++) {
      device.reading(1, 10 * tick, 9);
    }
    device.reading(0, 40, 4).reading(0, 90, 9).flush();

    assertThat(device.frames())
        .as("40 ms is 30 ms ahead of 10 ms; that 40 to 90 ms is longer than max-gap is no matter")
        .containsExactly(
            "|0: 0 9",
            "10: 0? 9",
            "20: 2~ 9",
            "30: 3~ 9",
            "40: 4 9",
            "50: 0? 9",
            "60: 0? 9",
            "70: 7~ 9",
            "80: 8~ 9",
            "90: 9 9",
            "100: 0? 9",
            "110: 0? 9");
  }

  @Test
  void shouldDrawNoLineFromAnotherSegment() {
    Scenario device = lineBesideAnother();
    device.reading(0, 0, 0).reading(1, 0, 9);
    device.reading(1, 80, 9).reading(1, 90, 9).reading(0, 90, 9).flush();

    assertThat(device.frames()).containsExactly("|0: 0 9", "|80: 0? 9", "90: 9 9");
  }

  @Test
  void shouldTakeTheMeanOfEqualTimesAndRejectNone() {
    Channel mean = channel("a", Aggregate.COUNT, NOTHING, 0).withDuplicates(Duplicates.MEAN);
    Channel last = channel("b", Aggregate.LAST, NOTHING, 0).withDuplicates(Duplicates.MEAN);
    Scenario device = new Scenario(alignment(mean, last));
    for (int c = 0; c < 2; c++) {
      device.reading(c, 1, 5).reading(c, 2, 1).reading(c, 2, 4).reading(c, 2, 1);
      assertThat(device.verdict()).isEqualTo(Verdict.BUFFERED);
    }
    assertThat(device.state().buffered()).isEqualTo(8);

    assertThat(device.flush().frames())
        .as("two times; the later's mean")
        .containsExactly("|0: 2 2");
    assertThat(device.framedReadings()).isEqualTo(8);
  }

  @Test
  void shouldRejectWhatAStandingClockSendsBeyondWhatIsKeptOfOneTime() {
    Channel mean = channel("a", Aggregate.LAST, NOTHING, 0).withDuplicates(Duplicates.MEAN);
    Scenario device = new Scenario(alignment(mean));
    for (int i = 0; i < Duplicates.MOST_OF_A_MEAN; i++) {
      assertThat(device.reading(0, 1, i % 5).verdict()).isEqualTo(Verdict.BUFFERED);
    }
    assertThat(device.reading(0, 1, 7).verdict()).isEqualTo(Verdict.DUPLICATE);
    assertThat(device.state().buffered()).isEqualTo(Duplicates.MOST_OF_A_MEAN);
  }

  @Test
  void shouldCountALateReadingThatItCarriesAsOne() {
    Channel count =
        channel("a", Aggregate.COUNT, new Hold(100 * MS), 0).withLate(LateReadings.CARRY);
    Scenario device = new Scenario(alignment(count, channel("b", 0)));
    device.reading(0, 0, 5).reading(0, 1, 5).reading(1, 30, 9).frames();

    assertThat(device.reading(0, 12, 21.5).verdict()).isEqualTo(Verdict.CARRIED);
    assertThat(device.flush().frames()).containsExactly("30: 1~ 9");
  }

  @Test
  void shouldJudgeTheFutureByTheTimeThatTheOffsetMendsIt() {
    Channel ahead = channel("a", 0).withTimeOffset(-7_200_000 * MS);
    Scenario device = new Scenario(alignment(ahead));
    assertThat(device.reading(0, 7_200_000, 1, 0).verdict()).isEqualTo(Verdict.BUFFERED);
    assertThat(device.reading(0, 7_202_000, 1, 0).verdict()).isEqualTo(Verdict.FUTURE);
  }

  @Test
  void shouldTellOfAValueBeyondAFloatThatItIsMissing() {
    Scenario device =
        new Scenario(
            alignment(
                channel("a", Aggregate.SUM, NOTHING, 0),
                new MaskChannel("seen", "a", Mask.OBSERVED, 1, 0),
                new DerivedChannel("twice", Derivation.NORM, List.of("a"), 1e-10, 0)));
    assertThat(device.reading(0, 0, 3e38).reading(0, 1, 3e38).flush().frames())
        .containsExactly("|0: 0? 0? 0?");
  }

  @Test
  void shouldCarryALateReadingThatIsNewerThanWhatIsHeld() {
    Channel slow =
        channel("slow", Aggregate.LAST, new Hold(100 * MS), 0).withLate(LateReadings.CARRY);
    Scenario device = new Scenario(alignment(slow, channel("fast", 0)));
    device.reading(0, 0, 1).reading(1, 0, 9).reading(1, 30, 9);
    assertThat(device.frames()).containsExactly("|0: 1 9", "10: 1~ 9~", "20: 1~ 9~");

    assertThat(device.reading(0, 12, 2).verdict()).isEqualTo(Verdict.CARRIED);
    assertThat(device.reading(0, 11, 3).verdict()).as("older").isEqualTo(Verdict.LATE);
    assertThat(device.reading(0, 12, 4).verdict()).as("as old").isEqualTo(Verdict.LATE);
    assertThat(device.flush().frames()).containsExactly("30: 2~ 9");
    assertThat(device.reading(1, 113, 9).flush().frames())
        .as("held for 100 ms of its own time")
        .startsWith("|110: 2~ 9");
  }

  @Test
  void shouldRejectWhatIsOutsideTheValidRange() {
    Channel ranged = channel("a", 0).withValidRange(new ValidRange(-1, 1));
    Scenario device = new Scenario(alignment(ranged));

    assertThat(device.reading(0, 0, 1).verdict()).isEqualTo(Verdict.BUFFERED);
    assertThat(device.reading(0, 1, -1).verdict()).isEqualTo(Verdict.BUFFERED);
    assertThat(device.reading(0, 900, 1.0000001).verdict()).isEqualTo(Verdict.OUT_OF_RANGE);
    assertThat(device.reading(0, 900, Double.NaN).verdict()).isEqualTo(Verdict.INVALID);
    assertThat(device.frames()).as("it has moved no clock").isEmpty();
  }

  @Test
  void shouldRejectWhatNoFrameCanHold() {
    Channel scaled = new Channel("a", Aggregate.LAST, NOTHING, 0, 10, 0);
    Scenario device = new Scenario(alignment(scaled));

    assertThat(device.reading(0, 0, 3e38).verdict()).isEqualTo(Verdict.INVALID);
    assertThat(device.reading(0, 0, 3e37).verdict()).isEqualTo(Verdict.BUFFERED);
  }

  @Test
  void shouldFrameASumBeyondAFloatAsMissing() {
    Scenario device = new Scenario(alignment(channel("a", Aggregate.SUM, NOTHING, 0)));
    assertThat(device.reading(0, 0, 3e38).reading(0, 1, 3e38).flush().frames())
        .containsExactly("|0: 0?");
  }

  @Test
  void shouldShiftTheTimesOfASensorThatStampsLate() {
    Channel late = channel("late", 20).withTimeOffset(-12 * MS);
    Scenario device = new Scenario(alignment(late, channel("right", 0)));
    device.reading(1, 0, 1).reading(0, 12, 2).reading(1, 20, 3).reading(0, 31, 4);
    assertThat(device.frames()).containsExactly("|0: 2 1");

    assertThat(device.reading(0, 21, 9).verdict()).isEqualTo(Verdict.LATE);
    assertThat(device.aligner().lateBy(device.state(), 0, 21 * MS)).isEqualTo(MS);
    assertThat(device.flush().frames()).containsExactly("10: 4 1~", "20: 4~ 3");
  }

  @Test
  void shouldTellTheNetworkWhatWasObservedFilledAndMissing() {
    Scenario device =
        new Scenario(
            alignment(
                channel("a", Aggregate.LAST, new Hold(10 * MS), 0),
                new MaskChannel("seen", "a", Mask.OBSERVED, 1, 0),
                new MaskChannel("held", "a", Mask.FILLED, 2, 0),
                new MaskChannel("gone", "a", Mask.MISSING, 1, -1),
                channel("b", 0)));
    device.reading(0, 0, 5).reading(1, 0, 1).reading(1, 10, 1).reading(1, 20, 1).flush();

    assertThat(device.frames())
        .containsExactly("|0: 5 1 0 -1 1", "10: 5~ 0~ 2~ -1~ 1", "20: 0? 0? 0? 0? 1");
  }

  @Test
  void shouldTellChangesWithinASegmentOnly() {
    Scenario device =
        new Scenario(
            alignment(
                0,
                20,
                channel("a", Aggregate.LAST, new Hold(10 * MS), 0),
                new DerivedChannel("change", Derivation.CHANGE, List.of("a"), 10, 0)));
    device.reading(0, 0, 5).reading(0, 10, 7).reading(0, 30, 4).reading(0, 100, 9).flush();

    assertThat(device.frames())
        .containsExactly("|0: 5 0?", "10: 7 20", "20: 7~ 0~", "30: 4 -30~", "|100: 9 0?");
  }

  @Test
  void shouldDeriveFromRawValues() {
    Scenario device =
        new Scenario(
            alignment(
                new Channel("a", Aggregate.LAST, NOTHING, 0, 100, 1),
                channel("b", 0),
                of(Derivation.SUM),
                of(Derivation.DIFFERENCE),
                of(Derivation.PRODUCT),
                of(Derivation.RATIO)));
    device.reading(0, 0, 6).reading(1, 0, 4).reading(0, 10, 6).reading(1, 10, 0).flush();

    assertThat(device.frames())
        .as("a ratio over nothing is missing")
        .containsExactly("|0: 601 4 10 2 24 1.5", "10: 601 0 6 6 0 0?");
  }

  private static DerivedChannel of(Derivation derivation) {
    return new DerivedChannel(derivation.label(), derivation, List.of("a", "b"), 1, 0);
  }

  @Test
  void shouldRefusePoliciesThatContradictEachOther() {
    assertThatThrownBy(
            () -> channel("a", Aggregate.LAST, new Constant(0), 0).withLate(LateReadings.CARRY))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("late readings can be carried where the fill is hold: channel=a");
    assertThatThrownBy(() -> new ValidRange(2, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a valid range must go from its least to its greatest value: min=2.0, max=1.0");
    assertThatThrownBy(() -> new MaskChannel("m", "a", (byte) 3, 1, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a mask is missing, observed or filled: channel=m, origin=3");
    assertThatThrownBy(
            () -> new DerivedChannel("r", Derivation.RATIO, List.of("a", "b", "c"), 1, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a ratio has another number of sources: channel=r, sources=3");
  }
}
