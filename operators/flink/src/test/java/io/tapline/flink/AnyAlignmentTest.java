/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.flink;

import io.tapline.alignment.Aggregate;
import io.tapline.alignment.Alignment;
import io.tapline.alignment.Channel;
import io.tapline.alignment.ChannelLayout;
import io.tapline.alignment.Derivation;
import io.tapline.alignment.DerivedChannel;
import io.tapline.alignment.Duplicates;
import io.tapline.alignment.Fill;
import io.tapline.alignment.FrameChannel;
import io.tapline.alignment.Grid;
import io.tapline.alignment.LateReadings;
import io.tapline.alignment.MaskChannel;
import io.tapline.alignment.TimeBounds;
import io.tapline.alignment.ValidRange;
import io.tapline.flink.element.DeviceReadings;
import io.tapline.flink.element.SourceRecord;
import io.tapline.flink.plain.PlainTicks;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * Any alignment, and any readings, within the bounds or not: frames, rejections and account are
 * those of the rules.
 */
class AnyAlignmentTest {

  private static final long FIRST_SEED = 33_000;
  private static final int SEEDS = 120;
  private static final List<String> RATES = List.of("100", "120.0048", "51.08", "62.5", "333.3");

  @Test
  void shouldDoAsTheRulesSay() {
    for (long seed = FIRST_SEED; seed < FIRST_SEED + SEEDS; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      String rate = RATES.get(random.nextInt(RATES.size()));
      long origin = random.nextInt(20_000) - 10_000;
      Alignment alignment = alignment(random, Grid.ofRate(origin, new BigDecimal(rate)));
      try {
        List<DeviceReadings> records = records(random, alignment.layout().measured().size());
        AlignedRecording.checked(alignment, PlainTicks.ofRate(origin, rate), records);
      } catch (Exception | AssertionError e) {
        throw new AssertionError("seed=" + seed + ", " + alignment, e);
      }
    }
  }

  private static Alignment alignment(SplittableRandom random, Grid grid) {
    List<FrameChannel> channels = new ArrayList<>();
    List<String> names = new ArrayList<>();
    int measured = 1 + random.nextInt(4);
    int maxGap = random.nextInt(200_000);
    for (int c = 0; c < measured; c++) {
      names.add("c" + c);
      channels.add(channel(random, "c" + c, maxGap));
    }
    for (Derivation derivation : Derivation.values()) {
      if (random.nextInt(3) == 0 && derivation.fewestSources() <= measured) {
        int most = Math.min(derivation.mostSources(), measured);
        int sources = random.nextInt(derivation.fewestSources(), most + 1);
        channels.add(
            random.nextInt(channels.size() + 1),
            new DerivedChannel(
                derivation.label(), derivation, names.subList(0, sources), 0.7, random.nextInt(3)));
      }
    }
    if (random.nextBoolean()) {
      channels.add(new MaskChannel("mask", "c0", (byte) random.nextInt(3), 2, -0.5));
    }
    return new Alignment(
        grid,
        new ChannelLayout(channels),
        new TimeBounds(
            random.nextInt(3) * 15_000, maxGap, 60_000_000, random.nextInt(2) * 400_000 + 300_000),
        1 + random.nextInt(20));
  }

  private static Channel channel(SplittableRandom random, String name, int maxGap) {
    Fill fill =
        switch (random.nextInt(4)) {
          case 0 -> new Fill.Linear(random.nextInt(Math.min(90_000, maxGap + 1)));
          case 1 -> new Fill.Constant(random.nextInt(9));
          default -> new Fill.Hold(random.nextInt(150_000));
        };
    Channel channel =
        new Channel(
            name,
            Aggregate.values()[random.nextInt(Aggregate.values().length)],
            fill,
            random.nextInt(4) * 20_000,
            random.nextDouble(-2, 2),
            random.nextDouble(-2, 2));
    if (fill instanceof Fill.Hold && random.nextBoolean()) {
      channel = channel.withLate(LateReadings.CARRY);
    }
    if (random.nextInt(3) == 0) {
      channel = channel.withValidRange(new ValidRange(-1, 40 + random.nextInt(20)));
    }
    return channel
        .withDuplicates(Duplicates.values()[random.nextInt(Duplicates.values().length)])
        .withTimeOffset(random.nextInt(3) == 0 ? random.nextInt(30_000) - 15_000 : 0);
  }

  private static List<DeviceReadings> records(SplittableRandom random, int measured) {
    List<DeviceReadings> records = new ArrayList<>();
    long micros = 1_700_000_000_000_000L + random.nextInt(1_000_000);
    int spread = 1_000 + random.nextInt(150_000);
    int wild = random.nextBoolean() ? 25 : Integer.MAX_VALUE;
    for (int i = 0; i < 150; i++) {
      micros += random.nextInt(15_000) + (random.nextInt(40) == 0 ? random.nextInt(1_200_000) : 0);
      int count = random.nextInt(6);
      int[] channels = new int[count];
      long[] times = new long[count];
      double[] values = new double[count];
      for (int r = 0; r < count; r++) {
        channels[r] = random.nextInt(measured);
        long time = micros - random.nextInt(spread);
        if (random.nextInt(wild) == 0) {
          time += random.nextInt(3_000_000) - 2_000_000;
        }
        times[r] = random.nextBoolean() ? time : time / 4_000 * 4_000;
        values[r] = random.nextInt(80) == 0 ? Double.NaN : random.nextInt(-3, 60) / 4.0;
      }
      long stamp = random.nextInt(20) == 0 ? -1 : micros / 1_000;
      records.add(
          new DeviceReadings(
              new SourceRecord("t", 0, i, stamp, new byte[] {1}), "d", channels, times, values));
    }
    return records;
  }
}
