/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.pipeline.kafka;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Asks the broker where partitions end. Not for use by several threads at once.
 *
 * <p>The end is that of all that was written, open transactions included: what they hold is
 * delivered later, with timestamps of now. Behind the last record there may be marks of
 * transactions, which are no records: so where a partition has been read up to less than its end, a
 * consumer looks whether anything is left.
 */
final class PartitionEnds implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final Duration ONE_POLL = Duration.ofMillis(200);

  private final Properties properties;
  private final Admin admin;
  private KafkaConsumer<byte[], byte[]> reader;

  /**
   * What was found behind a position.
   *
   * @param reached up to where there are marks of transactions alone
   * @param record whether a record is there
   */
  private record Found(long position, long reached, boolean record) {}

  private final Map<TopicPartition, Found> found = new HashMap<>();

  /**
   * @param properties a consumer's
   */
  PartitionEnds(Properties properties) {
    this.properties = new Properties();
    this.properties.putAll(properties);
    this.properties.remove(ConsumerConfig.GROUP_ID_CONFIG);
    this.properties.setProperty(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
    this.properties.setProperty(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
    this.properties.setProperty("default.api.timeout.ms", Long.toString(PATIENCE.toMillis()));
    this.properties.setProperty("request.timeout.ms", Long.toString(PATIENCE.toMillis()));
    admin = Admin.create(this.properties);
  }

  /** The first offsets of partitions; none of those of which the broker does not say it. */
  Map<TopicPartition, Long> starts(Iterable<TopicPartition> partitions)
      throws InterruptedException {
    return offsets(partitions, OffsetSpec.earliest());
  }

  /** The offsets after the last ones written; none of those of which the broker does not say it. */
  Map<TopicPartition, Long> ends(Iterable<TopicPartition> partitions) throws InterruptedException {
    return offsets(partitions, OffsetSpec.latest());
  }

  /** The offsets before which no transaction is open; none where the broker does not say it. */
  Map<TopicPartition, Long> stableEnds(Iterable<TopicPartition> partitions)
      throws InterruptedException {
    return offsets(
        partitions, OffsetSpec.latest(), new ListOffsetsOptions(IsolationLevel.READ_COMMITTED));
  }

  /** The offsets that a group has committed. */
  Map<TopicPartition, Long> committed(String group) throws InterruptedException {
    Map<TopicPartition, Long> committed = new HashMap<>();
    try {
      admin
          .listConsumerGroupOffsets(group)
          .partitionsToOffsetAndMetadata()
          .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
          .forEach(
              (partition, offset) -> {
                if (offset != null) {
                  committed.put(partition, offset.offset());
                }
              });
    } catch (ExecutionException | TimeoutException e) {
      // Nothing is known then.
    }
    return committed;
  }

  private Map<TopicPartition, Long> offsets(Iterable<TopicPartition> partitions, OffsetSpec which)
      throws InterruptedException {
    return offsets(partitions, which, new ListOffsetsOptions());
  }

  private Map<TopicPartition, Long> offsets(
      Iterable<TopicPartition> partitions, OffsetSpec which, ListOffsetsOptions options)
      throws InterruptedException {
    Map<TopicPartition, OffsetSpec> question = new HashMap<>();
    partitions.forEach(partition -> question.put(partition, which));
    var answer = admin.listOffsets(question, options);
    Map<TopicPartition, KafkaFuture<ListOffsetsResultInfo>> each =
        question.keySet().stream()
            .collect(Collectors.toMap(Function.identity(), answer::partitionResult));
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    Map<TopicPartition, Long> offsets = new HashMap<>();
    for (var entry : each.entrySet()) {
      try {
        long left = Math.max(0, deadline - System.nanoTime());
        offsets.put(entry.getKey(), entry.getValue().get(left, TimeUnit.NANOSECONDS).offset());
      } catch (ExecutionException | TimeoutException e) {
        // The partition is not known to be at its end then.
      }
    }
    return offsets;
  }

  /** Whether no record that a consumer is given lies between a position and a partition's end. */
  boolean isNothingBetween(TopicPartition partition, long position, long end) {
    Found known = found.get(partition);
    if (known == null || known.position() != position) {
      known = new Found(position, position, false);
    }
    if (!known.record() && known.reached() < end) {
      try {
        known = passMarks(partition, known, end);
      } catch (RuntimeException e) {
        // As where it cannot be reached.
        return false;
      }
      found.put(partition, known);
    }
    return !known.record() && known.reached() >= end;
  }

  /** Passes marks from where they were passed to, up to the end or the first record. */
  private Found passMarks(TopicPartition partition, Found from, long end) {
    if (reader == null) {
      reader =
          new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }
    reader.assign(List.of(partition));
    reader.seek(partition, from.reached());
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    long reached = from.reached();
    while (reached < end && System.nanoTime() < deadline) {
      var records = reader.poll(ONE_POLL).records(partition);
      if (!records.isEmpty()) {
        return new Found(from.position(), records.get(0).offset(), true);
      }
      long position = reader.position(partition);
      if (position == reached) {
        break;
      }
      reached = position;
    }
    return new Found(from.position(), reached, false);
  }

  @Override
  public void close() {
    admin.close(Duration.ZERO);
    if (reader != null) {
      reader.close(org.apache.kafka.clients.consumer.CloseOptions.timeout(Duration.ZERO));
    }
  }
}
