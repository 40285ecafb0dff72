/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.deploy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** The committed records of a topic, from its beginning. */
final class CommittedResults implements AutoCloseable {

  private static final Duration POLL = Duration.ofMillis(50);
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private final String topic;
  private final Consumer<byte[], byte[]> consumer;
  private final Consumer<byte[], byte[]> uncommitted;
  private final List<TopicPartition> partitions;
  private final Map<String, List<String>> byDevice = new TreeMap<>();
  private int count;

  CommittedResults(String bootstrapServers, String topic) {
    this.topic = topic;
    consumer = consumer(bootstrapServers, "read_committed");
    uncommitted = consumer(bootstrapServers, "read_uncommitted");
    partitions =
        consumer.partitionsFor(topic).stream()
            .map(partition -> new TopicPartition(topic, partition.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
  }

  /** Waits until so many records are committed, and gives how many are. */
  int await(int expected) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (count < expected) {
      poll(deadline);
    }
    return count;
  }

  /**
   * All that there is, once nothing is left uncommitted: for each device its records in order, each
   * as its timestamp and its value's bytes.
   */
  Map<String, List<String>> all() {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    Map<TopicPartition, Long> ends = uncommitted.endOffsets(partitions);
    while (!partitions.stream().allMatch(each -> consumer.position(each) >= ends.get(each))) {
      poll(deadline);
    }
    return byDevice;
  }

  private void poll(long deadline) {
    for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
      byDevice
          .computeIfAbsent(
              new String(record.key(), StandardCharsets.UTF_8), device -> new ArrayList<>())
          .add(record.timestamp() + " " + HexFormat.of().formatHex(record.value()));
      count++;
    }
    if (System.nanoTime() > deadline) {
      throw new AssertionError(
          "results are missing: topic=%s, committed=%d, waited=%s"
              .formatted(topic, count, PATIENCE));
    }
  }

  @Override
  public void close() {
    consumer.close();
    uncommitted.close();
  }

  private static Consumer<byte[], byte[]> consumer(String bootstrapServers, String isolation) {
    return new KafkaConsumer<>(
        Map.of(
            ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
            bootstrapServers,
            ConsumerConfig.ISOLATION_LEVEL_CONFIG,
            isolation,
            ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
            false),
        new ByteArrayDeserializer(),
        new ByteArrayDeserializer());
  }
}
