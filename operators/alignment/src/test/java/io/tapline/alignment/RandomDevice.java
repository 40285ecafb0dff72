/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.alignment;

import io.tapline.alignment.Fill.Constant;
import io.tapline.alignment.Fill.Hold;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;

/** A random alignment, and random readings of a device that keeps within its bounds. */
final class RandomDevice {

  /**
   * @param channel the number among the measured channels
   */
  record Reading(int channel, long micros, double value) {}

  final Alignment alignment;

  /** In the order of time. */
  final List<Reading> readings = new ArrayList<>();

  private final SplittableRandom random;

  RandomDevice(long seed) {
    random = new SplittableRandom(seed);
    List<FrameChannel> channels = new ArrayList<>();
    int count = 1 + random.nextInt(4);
    for (int c = 0; c < count; c++) {
      Fill fill =
          random.nextBoolean()
              ? new Hold(random.nextLong(60_000))
              : new Constant(random.nextInt(-4, 5));
      channels.add(
          new Channel(
              "channel" + c,
              random.nextBoolean() ? Aggregate.LAST : Aggregate.MEAN,
              fill,
              random.nextLong(40_000),
              1 + random.nextInt(3),
              random.nextInt(5)));
    }
    for (int norms = random.nextInt(3); norms > 0; norms--) {
      channels.add(random.nextInt(channels.size() + 1), norm("norm" + norms, count));
    }
    alignment =
        new Alignment(
            new Grid(random.nextLong(-5_000, 5_000), 1 + random.nextLong(12_000)),
            new ChannelLayout(channels),
            new TimeBounds(random.nextLong(20_000), random.nextLong(50_000), 0, 1_000_000_000),
            1 + random.nextInt(9));
    for (int c = 0; c < count; c++) {
      addReadingsOf(c);
    }
    readings.sort(Comparator.comparingLong(Reading::micros).thenComparingInt(Reading::channel));
  }

  /** Of some of the measured channels, in any order. */
  private DerivedChannel norm(String name, int measured) {
    List<String> sources = new ArrayList<>();
    sources.add("channel" + random.nextInt(measured));
    for (int c = 0; c < measured; c++) {
      String source = "channel" + c;
      if (random.nextBoolean() && !sources.contains(source)) {
        sources.add(random.nextInt(sources.size() + 1), source);
      }
    }
    return new DerivedChannel(
        name, Derivation.NORM, sources, 1 + random.nextInt(3), random.nextInt(5));
  }

  private void addReadingsOf(int channel) {
    long micros = random.nextLong(50_000);
    long meanStep = 500 + random.nextLong(15_000);
    for (int i = random.nextInt(60); i > 0; i--) {
      readings.add(new Reading(channel, micros, random.nextInt(-1_000, 1_000) / 8.0));
      boolean silent = random.nextInt(20) == 0;
      micros += 1 + random.nextLong(meanStep * 2) + (silent ? random.nextLong(200_000) : 0);
    }
  }

  /**
   * The readings in an order that the bounds allow: each reading comes before its own channel has
   * passed it by more than the disorder, and before the furthest has passed it by more than the
   * disorder and its channel's wait.
   */
  List<Reading> shuffledWithinBounds(long seed) {
    SplittableRandom shuffle = new SplittableRandom(seed);
    record Arrival(long at, Reading reading) {}
    List<Arrival> arrivals = new ArrayList<>();
    long disorder = alignment.bounds().disorderMicros();
    List<Channel> measured = alignment.layout().measured();
    long[] lag = new long[measured.size()];
    for (int c = 0; c < lag.length; c++) {
      lag[c] = shuffle.nextLong(measured.get(c).waitMicros() + 1);
    }
    for (Reading reading : readings) {
      long displaced = reading.micros() + lag[reading.channel()] + shuffle.nextLong(disorder + 1);
      arrivals.add(new Arrival(displaced, reading));
    }
    arrivals.sort(Comparator.comparingLong(Arrival::at));
    return arrivals.stream().map(Arrival::reading).toList();
  }
}
