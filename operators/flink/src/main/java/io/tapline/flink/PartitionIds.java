/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.flink;

import io.tapline.flink.element.SourceRecord;
import java.util.HashMap;
import java.util.Map;

/**
 * A number for each partition, the same in every process and release: states know partitions by it.
 * It is a hash of 64 bits; that two of a job's partitions share one is as likely as not at four
 * billion partitions.
 */
final class PartitionIds {

  /** The constants of FNV-1a with 64 bits (Fowler, Noll, Vo). */
  private static final long BASIS = 0xcbf29ce484222325L;

  private static final long PRIME = 0x100000001b3L;

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
    long hash = BASIS;
    for (int i = 0; i < partition.topic().length(); i++) {
      hash = (hash ^ partition.topic().charAt(i)) * PRIME;
    }
    for (int shift = 0; shift < Integer.SIZE; shift += Byte.SIZE) {
      hash = (hash ^ (partition.number() >>> shift & 0xff)) * PRIME;
    }
    return hash;
  }
}
