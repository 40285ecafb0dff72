/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.flink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.tapline.alignment.Aggregate;
import io.tapline.alignment.Alignment;
import io.tapline.alignment.Channel;
import io.tapline.alignment.ChannelLayout;
import io.tapline.alignment.Fill;
import io.tapline.alignment.FrameChannel;
import io.tapline.alignment.Grid;
import io.tapline.alignment.LateReadings;
import io.tapline.alignment.Mask;
import io.tapline.alignment.MaskChannel;
import io.tapline.alignment.TimeBounds;
import io.tapline.flink.element.DeviceReadings;
import io.tapline.flink.plain.PlainFrame;
import io.tapline.flink.plain.PlainRejection;
import io.tapline.flink.plain.PlainTicks;
import io.tapline.flink.recordings.RecordedRow;
import io.tapline.flink.recordings.Recordings;
import io.tapline.flink.state.Account;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * An autopilot's log in the order in which it was written: 247, 32, 10 and 1 Hz, 370 of 2 880
 * records behind the furthest by up to 343 ms. Most of them are no disorder: every topic by itself
 * is in order.
 */
class AutopilotRecordingTest {

  private static final long PERIOD = 10_000;
  private static final String FASTEST = "sensor_combined_0";
  private static final String LOADS = "cpuload_0";

  @Test
  void shouldFrameEverythingAsOfTheSortedLogWhereChannelsAreWaitedForLongEnough() throws Exception {
    Log log = new Log();
    assertThat(log.behindTheFurthest()).isEqualTo(370);
    AlignedRecording written = aligned(log, log.rows, 1_500_000, LateReadings.REJECT);
    AlignedRecording sorted =
        aligned(log, RecordedRow.sorted(log.rows), 1_500_000, LateReadings.REJECT);

    assertThat(written.rejected).isEmpty();
    assertThat(written.account.get(Account.FRAMED)).isEqualTo(log.readings());
    assertThat(texts(written.frames)).isEqualTo(texts(sorted.frames)).hasSizeGreaterThan(950);
  }

  /**
   * Only the log's third record, of two loads, lags by more than 100 ms. The device's clock has
   * passed its tick by then, though no frame has left.
   */
  @Test
  void shouldRejectTheOneRecordThatLagsLongerThanItIsWaitedFor() throws Exception {
    Log log = new Log();
    AlignedRecording written = aligned(log, log.rows, 100_000, LateReadings.REJECT);

    // The furthest is at 12 263 164 then, so that the tick of 12 160 ms is the first unreleased.
    long late = 12_160_000 - 11_919_707;
    assertThat(written.rejected)
        .extracting(PlainRejection::channel, PlainRejection::micros, PlainRejection::lateMicros)
        .containsExactly(
            tuple(LOADS + ".1", 11_919_707L, late), tuple(LOADS + ".2", 11_919_707L, late));
    assertThat(written.account.get(Account.FRAMED)).isEqualTo(log.readings() - 2);
  }

  @ParameterizedTest(name = "wait={0} us")
  @ValueSource(longs = {10_000, 5_000, 0})
  void shouldRejectExactlyWhatTheRulesRejectWhereTheWaitIsTooShort(long waitMicros)
      throws Exception {
    Log log = new Log();
    AlignedRecording written = aligned(log, log.rows, waitMicros, LateReadings.REJECT);

    assertThat(written.rejected)
        .isNotEmpty()
        .allMatch(one -> one.reason().equals("late"))
        .allMatch(one -> one.lateMicros() > 0 && one.lateMicros() <= 343_457 - waitMicros);
  }

  /** The loads come half a second after all else that was measured with them. */
  @Test
  void shouldRejectLoadsOfASlowerLinkOrCarryThem() throws Exception {
    Log log = new Log();
    List<RecordedRow> rows = log.withLoadsLater(500_000);
    AlignedRecording rejecting = aligned(log, rows, 100_000, LateReadings.REJECT);
    AlignedRecording carrying = aligned(log, rows, 100_000, LateReadings.CARRY);

    // Of the ten, the log's end waits for none: the last is in time.
    int late = (int) rejecting.account.get(Account.LATE);
    assertThat(late).isBetween(9 * 2, 10 * 2);
    assertThat(carrying.account.get(Account.CARRIED)).isEqualTo(late);
    assertThat(carrying.rejected).isEmpty();
    assertThat(texts(carrying.frames)).isNotEqualTo(texts(rejecting.frames));
  }

  private static AlignedRecording aligned(
      Log log, List<RecordedRow> rows, long waitMicros, LateReadings lateLoads) throws Exception {
    List<FrameChannel> channels = new ArrayList<>();
    for (String name : log.channels) {
      Aggregate aggregate = name.startsWith(FASTEST) ? Aggregate.MEAN : Aggregate.LAST;
      Channel channel = new Channel(name, aggregate, new Fill.Hold(2_000_000), waitMicros, 0.5, -1);
      channels.add(name.startsWith(LOADS) ? channel.withLate(lateLoads) : channel);
    }
    channels.add(new MaskChannel("load.filled", LOADS + ".1", Mask.FILLED, 1, 0));
    Alignment alignment =
        new Alignment(
            new Grid(0, PERIOD),
            new ChannelLayout(channels),
            new TimeBounds(0, 200_000, 1_000_000, 10_000_000),
            16);
    List<DeviceReadings> records = RecordedRow.live("autopilot", rows);
    return AlignedRecording.checked(alignment, PlainTicks.ofPeriod(0, PERIOD), records);
  }

  private static String texts(List<PlainFrame> frames) {
    return frames.stream().map(PlainFrame::toString).collect(Collectors.joining("\n"));
  }

  /** The records as written, each a row of its topic's channels. */
  private static final class Log {

    final List<String> channels = new ArrayList<>();
    final List<RecordedRow> rows = new ArrayList<>();

    Log() {
      var topics =
          List.of(
              topic(FASTEST, 1, 16),
              topic("vehicle_attitude_0", 1, 8),
              topic("actuator_outputs_0", 2, 4),
              topic("actuator_outputs_1", 2, 4),
              topic(LOADS, 1, 3));
      var next = new int[topics.size()];
      for (String[] line : Recordings.rows("autopilot/_arrival_order.csv", ",")) {
        String name = line[0] + "_" + line[1];
        for (int t = 0; t < topics.size(); t++) {
          if (topics.get(t).name.equals(name)) {
            RecordedRow row = topics.get(t).rows.get(next[t]++);
            assertThat(row.micros()).isEqualTo(Long.parseLong(line[2]));
            rows.add(row);
          }
        }
      }
      assertThat(rows).hasSize(2_880);
    }

    private record Topic(String name, List<RecordedRow> rows) {}

    private Topic topic(String name, int from, int to) {
      int firstChannel = channels.size();
      for (int i = from; i < to; i++) {
        channels.add(name + "." + i);
      }
      List<RecordedRow> ofTopic = new ArrayList<>();
      for (String[] line : Recordings.rows("autopilot/" + name + ".csv", ",")) {
        double[] values = Recordings.numbers(line, from, to);
        ofTopic.add(new RecordedRow(firstChannel, Long.parseLong(line[0]), values));
      }
      return new Topic(name, ofTopic);
    }

    int behindTheFurthest() {
      long furthest = Long.MIN_VALUE;
      int behind = 0;
      for (RecordedRow row : rows) {
        behind += row.micros() < furthest ? 1 : 0;
        furthest = Math.max(furthest, row.micros());
      }
      return behind;
    }

    /** The order in which they arrive where the loads' link is slower by so much. */
    List<RecordedRow> withLoadsLater(long micros) {
      int loads = channels.indexOf(LOADS + ".1");
      List<RecordedRow> later = new ArrayList<>(rows);
      later.sort(
          Comparator.comparingLong(
              row -> row.micros() + (row.firstChannel() == loads ? micros : 0)));
      return later;
    }

    int readings() {
      return rows.stream().mapToInt(row -> row.values().length).sum();
    }
  }
}
