/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.cli.replay;

import io.tapline.schemas.RecordedMessage;
import java.nio.ByteBuffer;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Publishes recorded messages, under their own timestamps, no sooner than they are due; one without
 * a timestamp gets that of its publishing.
 */
public final class MessagePublisher implements AutoCloseable {

  private final KafkaProducer<byte[], byte[]> producer;
  private final String topic;
  private final AtomicReference<Exception> failure = new AtomicReference<>();

  private long startNanos;
  private long startMillis;
  private Speed speed;

  public MessagePublisher(Properties client, String topic) {
    Properties properties = new Properties();
    properties.putAll(client);
    properties.put(ProducerConfig.ACKS_CONFIG, "all");
    // One at a time keeps the order of a recording, on a topic that was made a moment ago too.
    properties.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, "1");
    properties.put(ProducerConfig.LINGER_MS_CONFIG, "2");
    properties.put(ProducerConfig.BATCH_SIZE_CONFIG, "131072");
    producer =
        new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
    this.topic = topic;
  }

  /** Begins to count time: a message of that time is due now. */
  public void startAt(long recordedMillis, Speed speed) {
    this.startNanos = System.nanoTime();
    this.startMillis = recordedMillis;
    this.speed = speed;
  }

  /** Waits until the message is due, and sends it. */
  public void publish(RecordedMessage message) throws Exception {
    long due = startNanos + speed.dueNanos(message.getTimestampMillis() - startMillis);
    for (long wait = due - System.nanoTime(); wait > 0; wait = due - System.nanoTime()) {
      LockSupport.parkNanos(wait);
    }
    producer.send(
        new ProducerRecord<>(
            topic,
            null,
            message.getTimestampMillis() < 0 ? null : message.getTimestampMillis(),
            bytes(message.getKey()),
            bytes(message.getValue())),
        (metadata, exception) -> {
          if (exception != null) {
            failure.compareAndSet(null, exception);
          }
        });
    throwFailure();
  }

  /** Returns when the broker has everything. */
  public void flush() throws Exception {
    producer.flush();
    throwFailure();
  }

  @Override
  public void close() {
    producer.close();
  }

  private void throwFailure() throws Exception {
    Exception exception = failure.get();
    if (exception != null) {
      throw exception;
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
