/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.cli.demo;

import io.tapline.schemas.RejectedReading;
import io.tapline.schemas.RejectedReadingCodec;
import io.tapline.schemas.UndecodableRecordException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** What stands in the rejected topic, counted apart from the job: readings by reason. */
final class RejectedTally {

  private static final Duration POLL = Duration.ofMillis(100);

  private RejectedTally() {}

  static Map<String, Long> of(Properties client, String topic) throws UndecodableRecordException {
    Properties properties = new Properties();
    properties.putAll(client);
    properties.put("isolation.level", "read_committed");
    Map<String, Long> readings = new TreeMap<>();
    RejectedReadingCodec codec = new RejectedReadingCodec();
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(info -> new TopicPartition(topic, info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
          RejectedReading rejected = codec.decode(record.value());
          readings.merge(
              rejected.getReason(), Math.max(1L, rejected.getReadings().size()), Long::sum);
        }
      }
    }
    return readings;
  }
}
