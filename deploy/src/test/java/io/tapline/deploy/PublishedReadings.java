/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.deploy;

import io.tapline.local.junit.TopicWriter;
import io.tapline.schemas.ReadingEncoder;
import io.tapline.schemas.RecordedMessage;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Readings of a few devices on a grid of 10 ms: with jitter, out of order within 50 ms, one in
 * twenty missing. After them, a long way off, each device has a last one, which releases all ticks
 * before it and none of its own.
 */
final class PublishedReadings {

  static final int DEVICES = 4;
  static final int TICKS = 2_000;
  static final List<String> CHANNELS = List.of("x", "y", "z");

  private static final long START_MICROS = 1_700_000_000_000_000L;
  private static final long PERIOD_MICROS = 10_000;
  private static final long DISORDER_MICROS = 50_000;
  private static final long CLOSING_MICROS = START_MICROS + TICKS * PERIOD_MICROS + 30_000_000;
  private static final double MISSING = 0.05;

  private record Arrival(long sent, String device, String channel, long micros, double value) {}

  private final String bootstrapServers;
  private final List<Arrival> arrivals = new ArrayList<>();

  PublishedReadings(String bootstrapServers, long seed) {
    this.bootstrapServers = bootstrapServers;
    SplittableRandom random = new SplittableRandom(seed);
    for (int device = 0; device < DEVICES; device++) {
      for (int tick = 0; tick < TICKS; tick++) {
        addTick("device-" + device, tick, random);
      }
      for (String channel : CHANNELS) {
        long closing = CLOSING_MICROS;
        arrivals.add(new Arrival(closing, "device-" + device, channel, closing, 0));
      }
    }
    arrivals.sort(Comparator.comparingLong(Arrival::sent));
  }

  private void addTick(String device, int tick, SplittableRandom random) {
    boolean mustBe = tick == 0 || tick == TICKS - 1;
    for (String channel : CHANNELS) {
      long micros = START_MICROS + tick * PERIOD_MICROS + random.nextLong(PERIOD_MICROS);
      long sent = micros + random.nextLong(DISORDER_MICROS);
      double value = random.nextDouble(-1, 1);
      if (mustBe || random.nextDouble() >= MISSING) {
        arrivals.add(new Arrival(sent, device, channel, micros, value));
      }
    }
  }

  /**
   * Publishes the share from {@code from} up to {@code to}, of 1; all are there when it returns.
   */
  void publish(String topic, double from, double to) {
    int first = (int) (from * arrivals.size());
    int end = (int) (to * arrivals.size());
    ReadingEncoder encoder = new ReadingEncoder();
    try (TopicWriter writer = new TopicWriter(bootstrapServers)) {
      writer.write(
          topic,
          arrivals.subList(first, end).stream().map(each -> message(each, encoder)).toList());
    }
  }

  private static RecordedMessage message(Arrival reading, ReadingEncoder encoder) {
    byte[] value =
        encoder.encode(reading.device(), reading.channel(), reading.micros(), reading.value());
    return new RecordedMessage(
        reading.micros() / 1_000,
        ByteBuffer.wrap(reading.device().getBytes(StandardCharsets.UTF_8)),
        ByteBuffer.wrap(value));
  }
}
