/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.deploy;

import io.tapline.schemas.ReadingEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Properties;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Writes readings of some devices as time goes on: motion at 50 Hz to one topic, temperature at 2
 * Hz to another. At the end each channel has a last reading, a long way off, which releases all
 * ticks before it and none of its own. A broker that is away only delays it.
 */
final class LivePublisher implements Runnable {

  static final int DEVICES = 4;

  private static final long TICK_MICROS = 20_000;
  private static final int TICKS_PER_TEMPERATURE = 25;
  private static final long CLOSING_MICROS = 30_000_000;

  private final String bootstrapServers;
  private final SplittableRandom random;
  private final ReadingEncoder encoder = new ReadingEncoder();
  private volatile boolean ended;
  private volatile int ticks;

  LivePublisher(String bootstrapServers, long seed) {
    this.bootstrapServers = bootstrapServers;
    random = new SplittableRandom(seed);
  }

  /** Has it write the last readings and end. */
  void end() {
    ended = true;
  }

  /** How many ticks each device has; known when it has ended. */
  int ticks() {
    return ticks;
  }

  @Override
  public void run() {
    Properties settings = new Properties();
    settings.setProperty("bootstrap.servers", bootstrapServers);
    settings.setProperty("delivery.timeout.ms", "600000");
    settings.setProperty("max.block.ms", "600000");
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
      long begun = System.currentTimeMillis() * 1_000 / TICK_MICROS * TICK_MICROS;
      int tick = 0;
      for (; !ended; tick++) {
        long micros = begun + tick * TICK_MICROS;
        sleepUntil(micros / 1_000);
        send(producer, micros, tick % TICKS_PER_TEMPERATURE == 0);
      }
      send(producer, begun + tick * TICK_MICROS + CLOSING_MICROS, true);
      producer.flush();
      ticks = tick;
    }
  }

  private void send(KafkaProducer<byte[], byte[]> producer, long micros, boolean temperature) {
    for (int device = 0; device < DEVICES; device++) {
      send(producer, TwoTopicsJob.MOTION, device, "x", micros + random.nextLong(TICK_MICROS));
      send(producer, TwoTopicsJob.MOTION, device, "y", micros + random.nextLong(TICK_MICROS));
      if (temperature) {
        send(producer, TwoTopicsJob.HEAT, device, "temperature", micros);
      }
    }
  }

  private void send(
      KafkaProducer<byte[], byte[]> producer,
      String topic,
      int device,
      String channel,
      long micros) {
    String name = "device-" + device;
    byte[] value = encoder.encode(name, channel, micros, random.nextDouble(-1, 1));
    producer.send(new ProducerRecord<>(topic, name.getBytes(StandardCharsets.UTF_8), value));
  }

  private static void sleepUntil(long millis) {
    try {
      TimeUnit.MILLISECONDS.sleep(Math.max(0, millis - System.currentTimeMillis()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
