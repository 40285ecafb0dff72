/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.local.order;

import io.tapline.flink.element.DeviceReadings;
import io.tapline.flink.element.SourceRecord;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;

/**
 * The same readings of many devices, of each in another order: the device's number is the seed of
 * its shuffle. Each channel lags by up to {@link #LAG}, each reading of it by up to {@link
 * #DISORDER} more. Device 0 is in order.
 */
final class ShuffledDevices {

  static final long LAG = 1_000_000;
  static final long DISORDER = 80_000;

  static final int CHANNELS = 3;
  private static final long[] PERIODS = {50_000, 100_000, 500_000};
  private static final long BEGUN = 1_700_000_000_000_000L;
  private static final long SECONDS = 8_000_000;
  private static final long READINGS_SEED = 42;

  /** A reading on its way: its time of arrival tells the order within its partition. */
  record Arrival(long at, int device, int channel, long micros, double value) {

    DeviceReadings readings(int partition) {
      SourceRecord source = new SourceRecord("t", partition, 0, at / 1_000, new byte[0]);
      return new DeviceReadings(
          source, name(device), new int[] {channel}, new long[] {micros}, new double[] {value});
    }
  }

  /** What every device sends, in the order of time: three rates, jitter, a pause, equal stamps. */
  private final List<Arrival> readings = new ArrayList<>();

  ShuffledDevices() {
    SplittableRandom random = new SplittableRandom(READINGS_SEED);
    for (int channel = 0; channel < CHANNELS; channel++) {
      for (long time = 0; time < SECONDS; time += PERIODS[channel]) {
        long micros = BEGUN + time + random.nextLong(PERIODS[channel] / 3);
        boolean paused = time > SECONDS / 2 && time < SECONDS / 2 + 2_000_000;
        if (!paused && random.nextInt(10) > 0) {
          do {
            readings.add(new Arrival(micros, 0, channel, micros, value(random)));
          } while (random.nextInt(5) == 0);
        }
      }
    }
    readings.sort(Comparator.comparingLong(Arrival::at));
  }

  /** Of such numbers every other order of a sum gives another sum. */
  private static double value(SplittableRandom random) {
    double small = random.nextDouble();
    return random.nextInt(3) == 0 ? small : Math.copySign(1e17, small - 0.5);
  }

  static String name(int device) {
    return "device-" + device;
  }

  /** How many readings each device sends. */
  int readings() {
    return readings.size();
  }

  /** A partition's records in their order; a device's channels are spread over the partitions. */
  List<Arrival> partition(int partition, int partitions, int devices) {
    List<Arrival> arrivals = new ArrayList<>();
    for (int device = 0; device < devices; device++) {
      SplittableRandom random = new SplittableRandom(device);
      long[] lags = random.longs(CHANNELS, 0, LAG).toArray();
      for (Arrival reading : readings) {
        long jitter = random.nextLong(DISORDER + 1);
        if ((device + reading.channel) % partitions == partition) {
          long at = reading.at + (device == 0 ? 0 : lags[reading.channel] + jitter);
          arrivals.add(new Arrival(at, device, reading.channel, reading.micros, reading.value));
        }
      }
    }
    arrivals.sort(Comparator.comparingLong(Arrival::at));
    return arrivals;
  }

  /** The first arrival of all is not earlier. */
  static long begun() {
    return BEGUN;
  }

  /** The last arrival of all is earlier. */
  static long ended() {
    return BEGUN + SECONDS + PERIODS[2] + LAG + DISORDER;
  }
}
