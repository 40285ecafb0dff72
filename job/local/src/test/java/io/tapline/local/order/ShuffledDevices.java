/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.local.order;

import io.tapline.schemas.ReadingEncoder;
import io.tapline.schemas.RecordedMessage;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The same readings of many devices, of each in another order: the device's number is the seed of
 * its shuffle. Each channel lags by up to {@link #LAG}, each reading of it by up to {@link
 * #DISORDER} more. Device 0 is in order.
 */
final class ShuffledDevices {

  static final long LAG = 1_000_000;
  static final long DISORDER = 400_000;

  private static final long[] PERIODS = {50_000, 100_000, 500_000};
  private static final long BEGUN = 1_700_000_000_000_000L;
  private static final long SECONDS = 8_000_000;
  private static final long READINGS_SEED = 42;

  /** A reading on its way: its time of arrival tells the order, and stamps its record. */
  record Arrival(long at, int device, int channel, long micros, double value) {

    /** A device's channels are spread over the partitions. */
    int partition(int partitions) {
      return (device + channel) % partitions;
    }

    RecordedMessage message(ReadingEncoder encoder, boolean keyed) {
      byte[] reading = encoder.encode(name(device), "c" + channel, micros, value);
      ByteBuffer key =
          keyed ? ByteBuffer.wrap(name(device).getBytes(StandardCharsets.UTF_8)) : null;
      return new RecordedMessage(at / 1_000, key, ByteBuffer.wrap(reading));
    }
  }

  /** What every device sends, in the order of time: three rates, jitter, a pause, equal stamps. */
  private final List<Arrival> inOrder = new ArrayList<>();

  private final List<Arrival> arrivals = new ArrayList<>();

  ShuffledDevices(int shuffles) {
    SplittableRandom random = new SplittableRandom(READINGS_SEED);
    for (int channel = 0; channel < PERIODS.length; channel++) {
      for (long time = 0; time < SECONDS; time += PERIODS[channel]) {
        long micros = BEGUN + time + random.nextLong(PERIODS[channel] / 3);
        boolean paused = time > SECONDS / 2 && time < SECONDS / 2 + 2_000_000;
        if (!paused && random.nextInt(10) > 0) {
          do {
            inOrder.add(new Arrival(micros, 0, channel, micros, value(random)));
          } while (random.nextInt(5) == 0);
        }
      }
    }
    inOrder.sort(Comparator.comparingLong(Arrival::at));
    arrivals.addAll(inOrder);
    for (int device = 1; device <= shuffles; device++) {
      shuffle(device);
    }
    arrivals.sort(Comparator.comparingLong(Arrival::at));
  }

  /** Of such numbers every other order of a sum gives another sum. */
  private static double value(SplittableRandom random) {
    double small = random.nextDouble();
    return random.nextInt(3) == 0 ? small : Math.copySign(1e17, small - 0.5);
  }

  private void shuffle(int device) {
    SplittableRandom random = new SplittableRandom(device);
    long[] lags = new long[PERIODS.length];
    Arrays.setAll(lags, channel -> upTo(LAG, random));
    for (Arrival reading : inOrder) {
      long at = reading.at + lags[reading.channel] + upTo(DISORDER, random);
      arrivals.add(new Arrival(at, device, reading.channel, reading.micros, reading.value));
    }
  }

  /** As often as not all that is allowed. */
  private static long upTo(long bound, SplittableRandom random) {
    return Math.min(bound, random.nextLong(2 * bound));
  }

  /** All names are of one length: so are then the records of equal frames. */
  static String name(int device) {
    return "device-%04d".formatted(device);
  }

  /** What device 0 sends. */
  List<Arrival> inOrder() {
    return inOrder;
  }

  /** How many readings all devices send. */
  int readings() {
    return arrivals.size();
  }

  /** The arrivals from a part of the time on, up to another, in slices of so long. */
  List<List<Arrival>> slices(long micros, double from, double until) {
    List<List<Arrival>> all = new ArrayList<>();
    slices(micros).forEach(all::add);
    return all.subList((int) (from * all.size()), (int) (until * all.size()));
  }

  /** The arrivals by time, in slices of so long. */
  Iterable<List<Arrival>> slices(long micros) {
    Map<Long, List<Arrival>> slices =
        arrivals.stream()
            .collect(
                Collectors.groupingBy(
                    arrival -> arrival.at / micros, TreeMap::new, Collectors.toList()));
    return slices.values();
  }
}
