/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.alignment;

import io.tapline.alignment.Fill.Constant;
import io.tapline.alignment.Fill.Hold;
import io.tapline.alignment.Fill.Linear;
import java.math.BigDecimal;
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

  /** No look-ahead is longer, as a configuration has it. */
  private final long maxGap;

  RandomDevice(long seed) {
    random = new SplittableRandom(seed);
    maxGap = random.nextLong(50_000);
    List<FrameChannel> channels = new ArrayList<>();
    int count = 1 + random.nextInt(4);
    for (int c = 0; c < count; c++) {
      channels.add(channel("channel" + c));
    }
    for (int others = random.nextInt(4); others > 0; others--) {
      channels.add(random.nextInt(channels.size() + 1), made("made" + others, count));
    }
    alignment =
        new Alignment(
            grid(),
            new ChannelLayout(channels),
            new TimeBounds(random.nextLong(20_000), maxGap, 0, 1_000_000_000),
            1 + random.nextInt(9));
    for (int c = 0; c < count; c++) {
      addReadingsOf(c);
    }
    readings.sort(Comparator.comparingLong(this::timeOf).thenComparingInt(Reading::channel));
  }

  /** When a reading was taken, whatever its sensor's clock said. */
  long timeOf(Reading reading) {
    Channel channel = alignment.layout().measured().get(reading.channel());
    return reading.micros() + channel.timeOffsetMicros();
  }

  private Grid grid() {
    long origin = random.nextLong(-5_000, 5_000);
    return random.nextBoolean()
        ? new Grid(origin, 1 + random.nextLong(12_000))
        : Grid.ofRate(origin, BigDecimal.valueOf(80_0000L + random.nextLong(1_000_0000L), 4));
  }

  private Channel channel(String name) {
    Aggregate[] aggregates = Aggregate.values();
    Channel channel =
        new Channel(
            name,
            aggregates[random.nextInt(aggregates.length)],
            fill(),
            random.nextLong(40_000),
            1 + random.nextInt(3),
            random.nextInt(5));
    if (random.nextInt(3) == 0) {
      channel = channel.withDuplicates(Duplicates.MEAN);
    }
    return random.nextInt(3) == 0
        ? channel.withTimeOffset(random.nextLong(-9_000, 9_000))
        : channel;
  }

  private Fill fill() {
    return switch (random.nextInt(3)) {
      case 0 -> new Hold(random.nextLong(60_000));
      case 1 -> new Linear(random.nextLong(maxGap + 1));
      default -> new Constant(random.nextInt(-4, 5));
    };
  }

  private FrameChannel made(String name, int measured) {
    String source = "channel" + random.nextInt(measured);
    double scale = 1 + random.nextInt(3);
    double offset = random.nextInt(5);
    if (random.nextInt(4) == 0) {
      return new MaskChannel(name, source, (byte) random.nextInt(3), scale, offset);
    }
    Derivation[] derivations = Derivation.values();
    Derivation derivation = derivations[random.nextInt(derivations.length)];
    List<String> sources = sources(source, measured);
    if (sources.size() < derivation.fewestSources()) {
      derivation = Derivation.NORM;
    }
    int most = Math.min(sources.size(), derivation.mostSources());
    return new DerivedChannel(name, derivation, sources.subList(0, most), scale, offset);
  }

  /** Some of the measured channels, in any order. */
  private List<String> sources(String first, int measured) {
    List<String> sources = new ArrayList<>(List.of(first));
    for (int c = 0; c < measured; c++) {
      String source = "channel" + c;
      if (random.nextBoolean() && !sources.contains(source)) {
        sources.add(random.nextInt(sources.size() + 1), source);
      }
    }
    return sources;
  }

  private void addReadingsOf(int channel) {
    long micros = random.nextLong(50_000);
    long meanStep = 500 + random.nextLong(15_000);
    for (int i = random.nextInt(60); i > 0; i--) {
      readings.add(new Reading(channel, micros, random.nextInt(-1_000, 1_000) / 8.0));
      boolean silent = random.nextInt(20) == 0;
      boolean again = isMeanOfTimes(channel) && random.nextInt(5) == 0;
      long step = 1 + random.nextLong(meanStep * 2) + (silent ? random.nextLong(200_000) : 0);
      micros += again ? 0 : step;
    }
  }

  private boolean isMeanOfTimes(int channel) {
    return alignment.layout().measured().get(channel).duplicates() == Duplicates.MEAN;
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
      long time = reading.micros() + measured.get(reading.channel()).timeOffsetMicros();
      long displaced = time + lag[reading.channel()] + shuffle.nextLong(disorder + 1);
      arrivals.add(new Arrival(displaced, reading));
    }
    arrivals.sort(Comparator.comparingLong(Arrival::at));
    return arrivals.stream().map(Arrival::reading).toList();
  }
}
