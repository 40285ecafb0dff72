/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.alignment;

import static io.tapline.alignment.Scenario.alignment;
import static io.tapline.alignment.Scenario.channel;
import static org.assertj.core.api.Assertions.assertThat;

import io.tapline.alignment.Fill.Constant;
import io.tapline.alignment.Fill.Hold;
import java.util.List;
import org.junit.jupiter.api.Test;

class AlignerTest {

  @Test
  void shouldReleaseTickOnceEveryChannelHasPassedItsEnd() {
    Scenario device = new Scenario(alignment(channel("a", 100), channel("b", 100)));

    assertThat(device.reading(0, 0, 1).reading(1, 0, 10).frames()).isEmpty();
    assertThat(device.reading(0, 10, 2).frames()).isEmpty();
    assertThat(device.reading(1, 10, 20).frames()).containsExactly("|0: 1 10");
  }

  @Test
  void shouldWaitForDisorderBeyondTheEndOfTheTick() {
    Scenario device = new Scenario(alignment(5, 50, channel("a", 0)));

    assertThat(device.reading(0, 0, 1).reading(0, 14, 3).frames()).isEmpty();
    assertThat(device.reading(0, 9, 2).verdict()).isEqualTo(Verdict.BUFFERED);
    assertThat(device.reading(0, 15, 4).frames()).containsExactly("|0: 2");
  }

  @Test
  void shouldWaitForLaggingChannelNoLongerThanItsWait() {
    Scenario device = new Scenario(alignment(channel("a", 0), channel("b", 30)));
    device.reading(0, 0, 1).reading(1, 0, 10);

    assertThat(device.reading(0, 10, 2).reading(0, 20, 3).reading(0, 30, 4).frames()).isEmpty();
    assertThat(device.reading(0, 40, 5).frames()).containsExactly("|0: 1 10");
    assertThat(device.reading(0, 50, 6).frames()).containsExactly("10: 2 10~");
  }

  @Test
  void shouldNotLetSlowChannelWithoutWaitHoldUpFastOne() {
    Scenario device = new Scenario(alignment(channel("fast", 0), channel("slow", 0)));
    device.reading(1, 0, 10).reading(0, 0, 1);

    assertThat(device.reading(0, 10, 2).reading(0, 20, 3).frames())
        .containsExactly("|0: 1 10", "10: 2 10~");
  }

  @Test
  void shouldWaitForChannelThatHasNotBegun() {
    Scenario device = new Scenario(alignment(channel("a", 100), channel("b", 100)));

    device.reading(0, 0, 1).reading(0, 10, 2).reading(0, 20, 3).reading(0, 30, 4);
    assertThat(device.frames()).isEmpty();
    assertThat(device.reading(1, 0, 10).verdict()).isEqualTo(Verdict.BUFFERED);
    assertThat(device.reading(1, 30, 20).frames())
        .containsExactly("|0: 1 10", "10: 2 10~", "20: 3 10~");
  }

  @Test
  void shouldWaitForChannelsAgainAfterSilenceOfAllOfThem() {
    Scenario device = new Scenario(alignment(0, 50, channel("a", 100), channel("b", 100)));
    device.reading(0, 0, 1).reading(1, 0, 10);

    device.reading(0, 5_000, 2).reading(0, 5_020, 3);
    assertThat(device.reading(1, 5_000, 20).verdict()).isEqualTo(Verdict.BUFFERED);
    assertThat(device.flush().frames())
        .containsExactly("|0: 1 10", "|5000: 2 20", "5010: 2~ 20~", "5020: 3 20~");
  }

  @Test
  void shouldFillGapUpToTheLongestAllowed() {
    Scenario device = new Scenario(alignment(0, 30, channel("a", 0)));

    assertThat(device.reading(0, 0, 1).reading(0, 40, 2).flush().frames())
        .containsExactly("|0: 1", "10: 1~", "20: 1~", "30: 1~", "40: 2");
  }

  @Test
  void shouldStartSegmentAfterLongerGap() {
    Scenario device = new Scenario(alignment(0, 30, channel("a", 0)));

    assertThat(device.reading(0, 0, 1).reading(0, 50, 2).flush().frames())
        .containsExactly("|0: 1", "|50: 2");
  }

  @Test
  void shouldNotDecideGapWhileReadingMayComeThatClosesIt() {
    Scenario device = new Scenario(alignment(20, 30, channel("a", 0)));

    device.reading(0, 0, 1).reading(0, 50, 3);
    assertThat(device.frames()).containsExactly("|0: 1");
    assertThat(device.reading(0, 30, 2).frames()).containsExactly("10: 1~", "20: 1~");
    assertThat(device.flush().frames()).containsExactly("30: 2", "40: 2~", "50: 3");
  }

  @Test
  void shouldYieldNoFramesAfterTheLastReading() {
    Scenario device = new Scenario(alignment(channel("a", 0)));

    assertThat(device.reading(0, 0, 1).reading(0, 12, 2).flush().frames())
        .containsExactly("|0: 1", "10: 2");
    assertThat(device.flush().frames()).isEmpty();
  }

  @Test
  void shouldRejectReadingOfReleasedTickAndSayHowLate() {
    Scenario device = new Scenario(alignment(channel("a", 0)));
    device.reading(0, 0, 1).reading(0, 25, 2);

    assertThat(device.reading(0, 12, 9).verdict()).isEqualTo(Verdict.LATE);
    assertThat(device.aligner().lateBy(device.state(), 0, 12_000)).isEqualTo(8_000);
    assertThat(device.reading(0, 20, 3).verdict()).isEqualTo(Verdict.BUFFERED);
  }

  @Test
  void shouldRefuseFutureReadingBeforeItMovesAnyClock() {
    Scenario device = new Scenario(alignment(channel("a", 0)));
    device.reading(0, 0, 1);

    assertThat(device.reading(0, 1_001, 9, 0).verdict()).isEqualTo(Verdict.FUTURE);
    assertThat(device.reading(0, 1_000, 2, 0).verdict()).isEqualTo(Verdict.BUFFERED);
    assertThat(device.flush().frames()).containsExactly("|0: 1", "|1000: 2");
  }

  @Test
  void shouldRefuseWhatIsNoNumberOrNoTime() {
    Scenario device = new Scenario(alignment(channel("a", 0)));

    assertThat(device.reading(0, 0, Double.NaN).verdict()).isEqualTo(Verdict.INVALID);
    assertThat(device.reading(0, 0, Double.NEGATIVE_INFINITY).verdict()).isEqualTo(Verdict.INVALID);
    assertThat(device.aligner().add(device.state(), 0, Long.MIN_VALUE, 1, -1))
        .isEqualTo(Verdict.INVALID);
    assertThat(device.aligner().add(device.state(), 0, Long.MAX_VALUE, 1, -1))
        .isEqualTo(Verdict.INVALID);
    assertThat(device.flush().frames()).isEmpty();
  }

  @Test
  void shouldKeepFirstOfEqualTimesWhereFirstWins() {
    Scenario device = new Scenario(alignment(channel("a", 0)));

    assertThat(device.reading(0, 0, 1).reading(0, 0, 2).verdict()).isEqualTo(Verdict.DUPLICATE);
    assertThat(device.flush().frames()).containsExactly("|0: 1");
  }

  @Test
  void shouldKeepLastOfEqualTimesWhereLastWins() {
    Scenario device = new Scenario(alignment(channel("a", 0).withDuplicates(Duplicates.LAST_WINS)));

    assertThat(device.reading(0, 0, 1).reading(0, 0, 2).verdict()).isEqualTo(Verdict.REPLACED);
    assertThat(device.aligner().replacedValue()).isEqualTo(1);
    assertThat(device.flush().frames()).containsExactly("|0: 2");
  }

  @Test
  void shouldAggregateLastByTimeAndMeanOverAll() {
    Scenario device =
        new Scenario(
            alignment(
                20,
                50,
                channel("last", Aggregate.LAST, new Constant(0), 0),
                channel("mean", Aggregate.MEAN, new Constant(0), 0)));

    device.reading(0, 7, 3).reading(0, 2, 1).reading(1, 3, 1).reading(1, 9, 2).reading(1, 5, 6);
    assertThat(device.flush().frames()).containsExactly("|0: 3 3");
  }

  @Test
  void shouldHoldUpToMaxAgeThenBeMissing() {
    Scenario device =
        new Scenario(
            alignment(
                channel("a", 0), channel("b", Aggregate.LAST, new Hold(15 * Scenario.MS), 0)));

    device.reading(0, 0, 1).reading(1, 5, 10);
    device.reading(0, 10, 2).reading(0, 20, 3).reading(0, 30, 4).flush();
    assertThat(device.frames()).containsExactly("|0: 1 10", "10: 2 10~", "20: 3 10~", "30: 4 0?");
  }

  @Test
  void shouldScaleObservedHeldAndConstantValuesButNotMissingOnes() {
    Channel held = new Channel("a", Aggregate.LAST, new Hold(10 * Scenario.MS), 0, 2, 1);
    Channel constant = new Channel("b", Aggregate.LAST, new Constant(5), 0, 2, 1);
    Scenario device = new Scenario(alignment(held, constant));

    device.reading(0, 0, 3).reading(1, 0, 4).reading(1, 30, 4).flush();
    assertThat(device.frames()).containsExactly("|0: 7 9", "10: 7~ 11~", "20: 0? 11~", "30: 0? 9");
  }

  @Test
  void shouldFlushTailWhenDeviceHadBeenSilentByItsRecordsTimestamps() {
    Scenario device = new Scenario(alignment(1_000, 50, channel("a", 0)));

    device.reading(0, 0, 1, 0).reading(0, 5, 2, 9_999);
    assertThat(device.frames()).isEmpty();
    assertThat(device.reading(0, 20_000, 3, 19_999).frames()).containsExactly("|0: 2");
  }

  @Test
  void shouldCutBlocksAtTheirSizeAndAtSegments() {
    Alignment sixtyFour = alignment(0, 30, channel("a", 0));
    Scenario device =
        new Scenario(new Alignment(sixtyFour.grid(), sixtyFour.layout(), sixtyFour.bounds(), 3));

    device.reading(0, 0, 1).reading(0, 40, 2).reading(0, 500, 3).flush();
    assertThat(device.blockSizes()).isEqualTo(List.of(3, 1, 1, 1));
  }

  @Test
  void shouldCountEveryReadingOnce() {
    Scenario device = new Scenario(alignment(channel("a", 0)));

    device.reading(0, 0, 1).reading(0, 1, 1).reading(0, 15, 1);
    assertThat(device.framedReadings()).isEqualTo(2);
    assertThat(device.state().buffered()).isEqualTo(1);
    assertThat(device.flush().framedReadings()).isEqualTo(3);
    assertThat(device.state().buffered()).isZero();
  }

  @Test
  void shouldStartSegmentAfterOneWasFinishedHoweverSmallTheGap() {
    Scenario device = new Scenario(alignment(channel("a", 0)));

    assertThat(device.reading(0, 0, 1).finish().frames()).containsExactly("|0: 1");
    assertThat(device.reading(0, 5, 9).verdict()).isEqualTo(Verdict.LATE);
    assertThat(device.reading(0, 20, 2).reading(0, 30, 3).flush().frames())
        .containsExactly("|20: 2", "30: 3");
    assertThat(device.framedReadings()).isEqualTo(3);
  }

  @Test
  void shouldGoOnWithTheSegmentAfterAFlush() {
    Scenario device = new Scenario(alignment(channel("a", 0)));

    assertThat(device.reading(0, 0, 1).flush().frames()).containsExactly("|0: 1");
    assertThat(device.reading(0, 20, 2).flush().frames()).containsExactly("10: 1~", "20: 2");
  }
}
