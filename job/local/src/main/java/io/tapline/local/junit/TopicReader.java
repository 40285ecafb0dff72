/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.local.junit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads one topic from its beginning, in order of partition and offset. */
public final class TopicReader implements AutoCloseable {

  private static final Duration POLL = Duration.ofMillis(50);

  private final String topic;
  private final Consumer<byte[], byte[]> consumer;
  private final Consumer<byte[], byte[]> uncommitted;
  private final List<TopicPartition> partitions;
  private final List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();

  public TopicReader(String bootstrapServers, String topic) {
    this.topic = topic;
    consumer = consumer(bootstrapServers, IsolationLevel.READ_COMMITTED);
    uncommitted = consumer(bootstrapServers, IsolationLevel.READ_UNCOMMITTED);
    partitions =
        consumer.partitionsFor(topic).stream()
            .map(partition -> new TopicPartition(topic, partition.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    uncommitted.assign(partitions);
  }

  /**
   * At least so many committed records. An AssertionError says how many came if the patience is
   * over before.
   */
  public List<ConsumerRecord<byte[], byte[]>> read(int expected, Duration patience) {
    long deadline = System.nanoTime() + patience.toNanos();
    while (records.size() < expected) {
      poll();
      if (records.size() < expected && System.nanoTime() > deadline) {
        throw new AssertionError(
            "records are missing: topic=%s, expected=%d, committed=%d, patience=%s"
                .formatted(topic, expected, records.size(), patience));
      }
    }
    return ordered();
  }

  /**
   * All committed records, once no transaction is open any more. An AssertionError says so if one
   * stays open.
   */
  public List<ConsumerRecord<byte[], byte[]>> readAll(Duration patience) {
    long deadline = System.nanoTime() + patience.toNanos();
    Map<TopicPartition, Long> ends = ends();
    while (!consumer.endOffsets(partitions).equals(ends) || !hasReached(ends)) {
      poll();
      if (System.nanoTime() > deadline) {
        throw new AssertionError(
            "transaction stays open: topic=%s, committed=%d, committed up to=%s, written up to=%s, patience=%s"
                .formatted(topic, records.size(), consumer.endOffsets(partitions), ends, patience));
      }
      ends = ends();
    }
    return ordered();
  }

  @Override
  public void close() {
    consumer.close();
    uncommitted.close();
  }

  private void poll() {
    consumer.poll(POLL).forEach(records::add);
  }

  private boolean hasReached(Map<TopicPartition, Long> ends) {
    return partitions.stream().allMatch(each -> consumer.position(each) >= ends.get(each));
  }

  /** Where the partitions end, records of open transactions included. */
  private Map<TopicPartition, Long> ends() {
    return uncommitted.endOffsets(partitions);
  }

  private List<ConsumerRecord<byte[], byte[]>> ordered() {
    return records.stream()
        .sorted(
            Comparator.comparingInt(ConsumerRecord<byte[], byte[]>::partition)
                .thenComparingLong(ConsumerRecord::offset))
        .toList();
  }

  private static Consumer<byte[], byte[]> consumer(String bootstrapServers, IsolationLevel level) {
    return new KafkaConsumer<>(
        Map.of(
            ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
            bootstrapServers,
            ConsumerConfig.ISOLATION_LEVEL_CONFIG,
            level.toString().toLowerCase(Locale.ROOT),
            ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
            false),
        new ByteArrayDeserializer(),
        new ByteArrayDeserializer());
  }
}
