/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.local.junit;

import io.tapline.schemas.ReadingEncoder;
import io.tapline.schemas.RecordedMessage;
import io.tapline.schemas.SensorReading;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Publishes to topics; what is published is there when a method returns. */
public final class TopicWriter implements AutoCloseable {

  private static final long MICROS_PER_MILLI = 1_000;

  private final ReadingEncoder encoder = new ReadingEncoder();
  private final AtomicReference<Exception> failure = new AtomicReference<>();
  private final Producer<byte[], byte[]> producer;

  public TopicWriter(String bootstrapServers) {
    producer =
        new KafkaProducer<>(
            Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ProducerConfig.ACKS_CONFIG,
                "all",
                // One at a time: a broker that does not lead a new topic yet refuses the first
                // batch, takes the second, and then the first never fits any more.
                ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION,
                1,
                ProducerConfig.LINGER_MS_CONFIG,
                5,
                ProducerConfig.BATCH_SIZE_CONFIG,
                1 << 16),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  /** Readings with their device as key and their event time as Kafka timestamp. */
  public void write(String topic, SensorReading... readings) {
    for (SensorReading reading : readings) {
      send(
          topic,
          Math.floorDiv(reading.getTimestampMicros(), MICROS_PER_MILLI),
          reading.getDevice().getBytes(StandardCharsets.UTF_8),
          encoder.encode(reading));
    }
    flush(topic);
  }

  /** Any bytes, stamped with the time of now; key and value may be null. */
  public void write(String topic, String key, byte[] value) {
    send(topic, null, key == null ? null : key.getBytes(StandardCharsets.UTF_8), value);
    flush(topic);
  }

  /** Messages as they were recorded: keys, values and timestamps. */
  public void write(String topic, Iterable<RecordedMessage> messages) {
    for (RecordedMessage message : messages) {
      send(topic, message.getTimestampMillis(), bytes(message.getKey()), bytes(message.getValue()));
    }
    flush(topic);
  }

  /** The same, to one partition whatever their keys. */
  public void write(String topic, int partition, Iterable<RecordedMessage> messages) {
    for (RecordedMessage message : messages) {
      send(
          topic,
          partition,
          message.getTimestampMillis(),
          bytes(message.getKey()),
          bytes(message.getValue()));
    }
    flush(topic);
  }

  @Override
  public void close() {
    producer.close();
  }

  private void send(String topic, Long timestampMillis, byte[] key, byte[] value) {
    send(topic, null, timestampMillis, key, value);
  }

  /** Without a partition the key chooses it. */
  private void send(
      String topic, Integer partition, Long timestampMillis, byte[] key, byte[] value) {
    producer.send(
        new ProducerRecord<>(topic, partition, timestampMillis, key, value),
        (metadata, exception) -> {
          if (exception != null) {
            failure.compareAndSet(null, exception);
          }
        });
  }

  private void flush(String topic) {
    producer.flush();
    Exception first = failure.getAndSet(null);
    if (first != null) {
      throw new IllegalStateException(
          "topic cannot be written: topic=%s, %s".formatted(topic, first.getMessage()), first);
    }
  }

  private static byte[] bytes(ByteBuffer buffer) {
    if (buffer == null) {
      return null;
    }
    byte[] bytes = new byte[buffer.remaining()];
    buffer.duplicate().get(bytes);
    return bytes;
  }
}
