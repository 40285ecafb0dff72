/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.flink;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapline.alignment.Alignment;
import io.tapline.alignment.Grid;
import io.tapline.flink.element.DeviceReadings;
import io.tapline.flink.element.SourceRecord;
import io.tapline.flink.plain.PlainDevice;
import io.tapline.flink.plain.PlainFrame;
import io.tapline.flink.plain.PlainTicks;
import io.tapline.flink.state.Account;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * However partitions are read, watermarks come, checkpoints are taken and tasks crash: devices that
 * keep within the bounds lose no reading, and their frames are those of all their readings.
 *
 * <p>{@code -Dtapline.simulation.seeds=1000000} runs as many, and {@code
 * -Dtapline.simulation.first=…} begins with a seed that failed.
 */
class SimulationTest {

  private static final long FIRST = Long.getLong("tapline.simulation.first", 1);
  private static final long SEEDS = Long.getLong("tapline.simulation.seeds", 10_000);

  @Test
  void shouldFrameEveryReadingHoweverPartitionsAreReadAndTasksCrash() throws Exception {
    for (long seed = FIRST; seed < FIRST + SEEDS; seed++) {
      SimulatedWorld world = new SimulatedWorld(seed);
      SimulatedJob job = new SimulatedJob(world, seed);
      job.run();

      assertThat(job.rejected()).as("seed=%d", seed).isEmpty();
      assertSame(seed, job.frames(), expected(world));
      assertThat(job.count(Account.FRAMED)).as("seed=%d", seed).isEqualTo(readings(world));
      assertThat(job.count(Account.BUFFERED)).as("seed=%d", seed).isZero();
    }
  }

  private static void assertSame(
      long seed, Map<String, List<PlainFrame>> actual, Map<String, List<PlainFrame>> expected) {
    assertThat(actual.keySet()).as("seed=%d", seed).isEqualTo(expected.keySet());
    expected.forEach(
        (device, frames) -> {
          List<PlainFrame> got = actual.get(device);
          for (int i = 0; i < Math.min(frames.size(), got.size()); i++) {
            if (!isSame(got.get(i), frames.get(i))) {
              assertThat(got.get(i).toString())
                  .as("seed=%d, device=%s, frame=%d", seed, device, i)
                  .isEqualTo(frames.get(i).toString());
            }
          }
          assertThat(got).as("seed=%d, device=%s", seed, device).hasSameSizeAs(frames);
        });
  }

  private static boolean isSame(PlainFrame one, PlainFrame other) {
    return one.startMicros() == other.startMicros()
        && one.segmentStart() == other.segmentStart()
        && Arrays.equals(one.values(), other.values())
        && Arrays.equals(one.mask(), other.mask());
  }

  private static long readings(SimulatedWorld world) {
    return world.partitions.stream()
        .flatMap(List::stream)
        .mapToLong(record -> record.readings().count())
        .sum();
  }

  /** The frames of all readings of each device, in the order of time. */
  private static Map<String, List<PlainFrame>> expected(SimulatedWorld world) {
    Map<String, List<DeviceReadings>> byDevice = new TreeMap<>();
    for (List<SimulatedWorld.Written> partition : world.partitions) {
      for (SimulatedWorld.Written record : partition) {
        singly(record.readings())
            .forEach(
                reading ->
                    byDevice
                        .computeIfAbsent(reading.device(), none -> new ArrayList<>())
                        .add(reading));
      }
    }
    Alignment alignment = world.alignment;
    Grid grid = alignment.grid();
    Map<String, List<PlainFrame>> frames = new TreeMap<>();
    byDevice.forEach(
        (device, readings) -> {
          readings.sort(Comparator.comparingLong(reading -> reading.micros()[0]));
          PlainTicks ticks = PlainTicks.ofPeriod(grid.originMicros(), grid.periodNumerator());
          frames.put(device, new PlainDevice(alignment, ticks).arriveAll(readings).frames());
        });
    return frames;
  }

  private static List<DeviceReadings> singly(DeviceReadings record) {
    List<DeviceReadings> singly = new ArrayList<>();
    SourceRecord undated = new SourceRecord("", 0, 0, -1, new byte[0]);
    for (int i = 0; i < record.count(); i++) {
      singly.add(
          new DeviceReadings(
              undated,
              record.device(),
              new int[] {record.channels()[i]},
              new long[] {record.micros()[i]},
              new double[] {record.values()[i]}));
    }
    return singly;
  }
}
