/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.flink;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapline.alignment.Aggregate;
import io.tapline.alignment.Alignment;
import io.tapline.alignment.Channel;
import io.tapline.alignment.ChannelLayout;
import io.tapline.alignment.Fill;
import io.tapline.alignment.FrameBlock;
import io.tapline.alignment.Grid;
import io.tapline.alignment.TimeBounds;
import io.tapline.flink.element.DeviceReadings;
import io.tapline.flink.element.SourceRecord;
import io.tapline.flink.plain.PlainDevice;
import io.tapline.flink.plain.PlainFrame;
import io.tapline.flink.plain.PlainRejection;
import io.tapline.flink.plain.PlainTicks;
import io.tapline.flink.state.Account;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A fleet at 1 Hz for two hours, among it a device that is offline for one of them, or has a wrong
 * clock for one reading: that is nobody else's matter, to the step at which each frame leaves.
 */
class StrangeDevicesTest {

  private static final String STRANGE = "strange";
  private static final long SECOND = 1_000_000;
  private static final long BEGUN = 1_700_000_000;
  private static final int SECONDS = 7_200;
  private static final int OFFLINE_FROM = 600;
  private static final int OFFLINE_TO = OFFLINE_FROM + 3_600;

  /** How many seconds a record of the backlog holds: fewer than channels are waited for. */
  private static final int BATCH = 20;

  private static final int CHANNELS = 3;
  private static final List<String> NAMES = List.of("a", "b", "c");

  @ParameterizedTest(name = "records stamped when uploaded={0}")
  @ValueSource(booleans = {false, true})
  void shouldFrameTheWholeBacklogOfAnHourAndDelayNobody(boolean stampedWhenUploaded)
      throws Exception {
    List<DeviceReadings> records = new ArrayList<>();
    List<DeviceReadings> others = new ArrayList<>();
    PlainDevice plain = new PlainDevice(alignment(), PlainTicks.ofPeriod(0, SECOND));
    for (int second = 0; second < SECONDS; second++) {
      addFleet(records, second);
      addFleet(others, second);
      if (second < OFFLINE_FROM || second > OFFLINE_TO) {
        records.add(readings(STRANGE, second, second + 1, BEGUN + second));
      }
      // A minute of the backlog each second: 20 s in a record, channel after channel.
      int uploaded = OFFLINE_FROM + (second - OFFLINE_TO) * 3 * BATCH;
      for (int from = uploaded; second == OFFLINE_TO && from <= OFFLINE_TO; from += BATCH) {
        int to = Math.min(from + BATCH, OFFLINE_TO + 1);
        long stamp = BEGUN + (stampedWhenUploaded ? second : to - 1);
        records.add(readings(STRANGE, from, to, stamp));
      }
    }
    records.stream().filter(r -> r.device().equals(STRANGE)).forEach(plain::arrive);

    Run run = run(records);
    assertThat(run.rejected).isEmpty();
    assertThat(run.account.get(Account.FRAMED)).isEqualTo(3L * SECONDS * CHANNELS);
    assertThat(run.framesOf(STRANGE))
        .hasSize(SECONDS)
        .isEqualTo(plain.frames().stream().map(PlainFrame::toString).toList());
    assertThat(run.leavingOfOthers).isEqualTo(run(others).leavingOfOthers).isNotEmpty();
  }

  @Test
  void shouldRejectAReadingThatIsAYearAheadAndChangeNothingElse() throws Exception {
    List<DeviceReadings> right = new ArrayList<>();
    List<DeviceReadings> jumped = new ArrayList<>();
    for (int second = 0; second < SECONDS; second++) {
      addFleet(right, second);
      addFleet(jumped, second);
      right.add(readings(STRANGE, second, second + 1, BEGUN + second));
      jumped.add(readings(STRANGE, second, second + 1, BEGUN + second));
      if (second == SECONDS / 2) {
        int nextYear = second + 365 * 24 * 3_600;
        jumped.add(reading(STRANGE, 1, nextYear, BEGUN + second));
      }
    }
    Run expected = run(right);
    Run run = run(jumped);

    long nextYear = (BEGUN + SECONDS / 2 + 365 * 24 * 3_600) * SECOND;
    assertThat(run.rejected)
        .containsExactly(
            new PlainRejection("future", "b", nextYear, value(1, SECONDS / 2 + 31_536_000), 0));
    assertThat(run.account.get(Account.FUTURE)).isEqualTo(1);
    assertThat(run.account.get(Account.FRAMED)).isEqualTo(expected.account.get(Account.FRAMED));
    assertThat(run.framesOf(STRANGE)).isEqualTo(expected.framesOf(STRANGE)).hasSize(SECONDS);
    assertThat(run.leavingOfOthers).isEqualTo(expected.leavingOfOthers);
  }

  /** What left, of whom, and after which second of the fleet. */
  private static final class Run {

    final List<String> leavingOfOthers = new ArrayList<>();
    private final List<FrameBlock> strange = new ArrayList<>();
    List<PlainRejection> rejected;
    SavedAccount account;

    void note(long second, FrameBlock block) {
      if (block.device().equals(STRANGE)) {
        strange.add(block);
      } else {
        leavingOfOthers.add(
            second + ": " + block.device() + AlignedRecording.frames(List.of(block)));
      }
    }

    List<String> framesOf(String device) {
      assertThat(device).isEqualTo(STRANGE);
      return AlignedRecording.frames(strange).stream().map(PlainFrame::toString).toList();
    }
  }

  /** Runs with the watermarks that a partition of these records has. */
  private static Run run(List<DeviceReadings> records) throws Exception {
    Run run = new Run();
    try (Harness<DeviceReadings, FrameBlock> align =
        new Harness<>(
            () -> new AlignOperatorFactory(alignment()),
            DeviceReadings::device,
            HashMapStateBackend::new,
            false)) {
      long read = 0;
      int seen = 0;
      long watermark = Long.MIN_VALUE;
      for (DeviceReadings record : records) {
        read += record.count();
        align.element(record, record.source().timestampMillis());
        long next = record.source().timestampMillis() - 5_001;
        if (next > watermark) {
          watermark = next;
          align.watermark(watermark);
        }
        for (; seen < align.output().size(); seen++) {
          run.note(watermark, align.output().get(seen));
        }
      }
      align.endOfInput();
      for (; seen < align.output().size(); seen++) {
        run.note(Long.MAX_VALUE, align.output().get(seen));
      }
      run.rejected = AlignedRecording.rejections(align.rejected());
      run.account = SavedAccount.of(align, NAMES);
      assertThat(run.account.accountedFor()).isEqualTo(read);
      assertThat(run.account.get(Account.BUFFERED)).isZero();
    }
    return run;
  }

  private static void addFleet(List<DeviceReadings> records, int second) {
    records.add(readings("fleet-1", second, second + 1, BEGUN + second));
    records.add(readings("fleet-2", second, second + 1, BEGUN + second));
  }

  /** All channels from one second to before another, channel after channel. */
  private static DeviceReadings readings(String device, int from, int to, long stampSeconds) {
    int count = CHANNELS * (to - from);
    int[] channels = new int[count];
    long[] micros = new long[count];
    double[] values = new double[count];
    int at = 0;
    for (int c = 0; c < CHANNELS; c++) {
      for (int second = from; second < to; second++, at++) {
        channels[at] = c;
        micros[at] = (BEGUN + second) * SECOND;
        values[at] = value(c, second);
      }
    }
    return new DeviceReadings(source(stampSeconds), device, channels, micros, values);
  }

  private static DeviceReadings reading(String device, int channel, int second, long stamp) {
    return new DeviceReadings(
        source(stamp),
        device,
        new int[] {channel},
        new long[] {(BEGUN + second) * SECOND},
        new double[] {value(channel, second)});
  }

  private static double value(int channel, int second) {
    return channel + second * 0.001;
  }

  private static SourceRecord source(long stampSeconds) {
    return new SourceRecord("topic", 0, 0, stampSeconds * 1_000, new byte[] {1});
  }

  private static Alignment alignment() {
    List<Channel> channels =
        NAMES.stream()
            .map(n -> new Channel(n, Aggregate.MEAN, new Fill.Hold(5 * SECOND), 30 * SECOND, 2, 1))
            .toList();
    return new Alignment(
        new Grid(0, SECOND),
        new ChannelLayout(channels),
        new TimeBounds(SECOND, 10 * SECOND, 3_600 * SECOND, 30 * SECOND, 86_400 * SECOND),
        16);
  }
}
