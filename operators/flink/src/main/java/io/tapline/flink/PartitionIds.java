/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.flink;

import io.tapline.alignment.Fnv64;
import io.tapline.flink.element.SourceRecord;
import java.util.HashMap;
import java.util.Map;

/**
 * A number for each partition, the same in every process and release: states know partitions by it.
 * It is a hash of 64 bits; that two of a job's partitions share one is as likely as not at four
 * billion partitions.
 */
final class PartitionIds {

  private record Partition(String topic, int number) {}

  private final Map<Partition, Long> known = new HashMap<>();
  private String lastTopic;
  private int lastPartition;
  private long lastId;

  /** The number of the partition from which a record comes. */
  long of(SourceRecord record) {
    if (record.partition() != lastPartition || !record.topic().equals(lastTopic)) {
      lastTopic = record.topic();
      lastPartition = record.partition();
      lastId = known.computeIfAbsent(new Partition(lastTopic, lastPartition), PartitionIds::hash);
    }
    return lastId;
  }

  private static long hash(Partition partition) {
    long hash = Fnv64.of(partition.topic());
    for (int shift = 0; shift < Integer.SIZE; shift += Byte.SIZE) {
      hash = Fnv64.with(hash, partition.number() >>> shift);
    }
    return hash;
  }
}
