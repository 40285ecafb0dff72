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
import io.tapline.alignment.Derivation;
import io.tapline.alignment.DerivedChannel;
import io.tapline.alignment.Fill;
import io.tapline.alignment.FrameChannel;
import io.tapline.alignment.Grid;
import io.tapline.alignment.Mask;
import io.tapline.alignment.MaskChannel;
import io.tapline.alignment.TimeBounds;
import io.tapline.flink.plain.PlainTicks;
import io.tapline.flink.recordings.RecordedRow;
import io.tapline.flink.recordings.Recordings;
import io.tapline.flink.state.Account;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A phone's sensors, in nanoseconds since boot: accelerometer and gyroscope at 51.08 Hz, the
 * magnetometer at 50 Hz, pressure at 25 Hz, which begins 1.85 s before the others.
 */
class AndroidPhoneRecordingTest {

  private static final long PERIOD = 20_000;
  private static final List<String> AXES = List.of("x", "y", "z");

  @ParameterizedTest
  @EnumSource(Aggregate.class)
  void shouldBringThreeRatesOntoOneGrid(Aggregate aggregate) throws Exception {
    List<RecordedRow> rows = new ArrayList<>();
    rows.addAll(sensor("acce.txt", 0, 3));
    rows.addAll(sensor("gyro.txt", 3, 3));
    rows.addAll(sensor("magnet.txt", 6, 3));
    rows.addAll(sensor("pressure.txt", 9, 1));
    AlignedRecording recording =
        AlignedRecording.checked(
            alignment(aggregate),
            PlainTicks.ofPeriod(0, PERIOD),
            RecordedRow.live("phone", RecordedRow.sorted(rows)));

    assertThat(recording.rejected).isEmpty();
    assertThat(recording.account.get(Account.FRAMED))
        .isEqualTo(rows.stream().mapToInt(row -> row.values().length).sum());
    // For 1.85 s there is pressure alone, every other tick; then all, but for ticks between two.
    assertThat(recording.frames.subList(0, 90)).allMatch(frame -> frame.mask()[0] == Mask.MISSING);
    assertThat(recording.frames.subList(100, recording.frames.size() - 10))
        .allMatch(frame -> frame.mask()[10] != Mask.MISSING);
  }

  private static Alignment alignment(Aggregate aggregate) {
    List<FrameChannel> channels = new ArrayList<>();
    AXES.forEach(
        axis -> channels.add(channel("acc." + axis, aggregate, new Fill.Hold(100_000), 0.1)));
    AXES.forEach(
        axis -> channels.add(channel("gyro." + axis, aggregate, new Fill.Linear(60_000), 1)));
    AXES.forEach(
        axis -> channels.add(channel("magnet." + axis, aggregate, new Fill.Constant(0), 0.01)));
    channels.add(channel("pressure", aggregate, new Fill.Hold(40_000), 0.001));
    channels.add(
        new DerivedChannel(
            "acc.norm", Derivation.NORM, List.of("acc.x", "acc.y", "acc.z"), 0.1, -0.98));
    channels.add(
        new DerivedChannel(
            "gyro.difference", Derivation.DIFFERENCE, List.of("gyro.x", "gyro.y"), 1, 0));
    channels.add(
        new DerivedChannel(
            "magnet.sum", Derivation.SUM, List.of("magnet.z", "magnet.x", "magnet.y"), 1, 0));
    channels.add(
        new DerivedChannel(
            "product", Derivation.PRODUCT, List.of("acc.z", "gyro.z", "pressure"), 1e-3, 0));
    channels.add(new DerivedChannel("turn", Derivation.CHANGE, List.of("gyro.z"), 50, 0));
    channels.add(new MaskChannel("gyro.observed", "gyro.x", Mask.OBSERVED, 1, 0));
    channels.add(new MaskChannel("gyro.filled", "gyro.x", Mask.FILLED, 1, 0));
    channels.add(new MaskChannel("gyro.missing", "gyro.x", Mask.MISSING, 1, 0));
    return new Alignment(
        new Grid(0, PERIOD),
        new ChannelLayout(channels),
        new TimeBounds(5_000, 500_000, 1_000_000, 10_000_000),
        64);
  }

  private static Channel channel(String name, Aggregate aggregate, Fill fill, double scale) {
    return new Channel(name, aggregate, fill, 50_000, scale, 0.25);
  }

  private static List<RecordedRow> sensor(String file, int firstChannel, int channels) {
    List<RecordedRow> rows = new ArrayList<>();
    for (String[] line : Recordings.rows("android-phone/" + file, " +")) {
      long micros = Long.parseLong(line[0]) / 1_000;
      double[] values = Recordings.numbers(line, 1, 1 + channels);
      rows.add(new RecordedRow(firstChannel, micros, values));
    }
    return rows;
  }
}
