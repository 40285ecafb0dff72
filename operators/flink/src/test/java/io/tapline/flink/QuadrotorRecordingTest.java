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
import io.tapline.alignment.TimeBounds;
import io.tapline.flink.plain.PlainFrame;
import io.tapline.flink.plain.PlainTicks;
import io.tapline.flink.recordings.RecordedRow;
import io.tapline.flink.recordings.Recordings;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Four inertial sensors on one drone, a sample each 8.333 ms: 120.0048 Hz, no whole number of
 * milliseconds.
 */
class QuadrotorRecordingTest {

  private static final String RATE = "120.0048";
  private static final int SENSORS = 4;
  private static final int CHANNELS = 9;

  @ParameterizedTest(name = "begun at {0} us")
  @ValueSource(longs = {0, 1_700_000_000_123_457L, -3_333_333_333L})
  void shouldPutEverySampleIntoTheTickOfExactArithmetic(long begun) throws Exception {
    List<RecordedRow> rows = new ArrayList<>();
    for (int sensor = 0; sensor < SENSORS; sensor++) {
      rows.addAll(sensor(sensor, begun));
    }
    PlainTicks ticks = PlainTicks.ofRate(0, RATE);
    AlignedRecording recording =
        AlignedRecording.checked(
            alignment(), ticks, RecordedRow.live("drone", RecordedRow.sorted(rows)));

    int samples = rows.size() / SENSORS;
    assertThat(recording.rejected).isEmpty();
    assertThat(recording.frames).hasSize(samples);
    long first = ticks.tickOf(begun);
    for (int i = 0; i < samples; i++) {
      PlainFrame frame = recording.frames.get(i);
      assertThat(frame.startMicros()).isEqualTo(ticks.startOf(first + i));
      assertThat(frame.startMicros()).isBetween(begun + 8_333L * (i - 1), begun + 8_333L * i);
      assertThat(frame.mask()).containsOnly(Mask.OBSERVED);
      // One sample of each sensor: their numbers, which the first derived channel adds up.
      assertThat(frame.values()[0]).isEqualTo(SENSORS);
    }
  }

  private static Alignment alignment() {
    List<FrameChannel> channels = new ArrayList<>();
    List<String> counts = new ArrayList<>();
    for (int sensor = 0; sensor < SENSORS; sensor++) {
      for (int c = 0; c < CHANNELS; c++) {
        String name = "imu" + sensor + "." + c;
        Aggregate aggregate = c == 0 ? Aggregate.COUNT : Aggregate.SUM;
        channels.add(new Channel(name, aggregate, new Fill.Hold(10_000), 50_000, 1, 0));
      }
      counts.add("imu" + sensor + ".0");
    }
    channels.add(0, new DerivedChannel("samples", Derivation.SUM, counts, 1, 0));
    return new Alignment(
        Grid.ofRate(0, new BigDecimal(RATE)),
        new ChannelLayout(channels),
        new TimeBounds(0, 100_000, 1_000_000, 10_000_000),
        64);
  }

  private static List<RecordedRow> sensor(int sensor, long begun) {
    List<RecordedRow> rows = new ArrayList<>();
    for (String[] line : Recordings.rows("quadrotor/IMU_" + (sensor + 1) + ".csv", ",")) {
      BigDecimal micros = new BigDecimal(line[0]).movePointRight(6);
      long time = begun + micros.setScale(0, RoundingMode.HALF_EVEN).longValueExact();
      rows.add(new RecordedRow(sensor * CHANNELS, time, Recordings.numbers(line, 1, 10)));
    }
    return rows;
  }
}
