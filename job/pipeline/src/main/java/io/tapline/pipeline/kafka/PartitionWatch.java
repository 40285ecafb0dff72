/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.pipeline.kafka;

import org.apache.kafka.common.TopicPartition;

/** Notes of partitions where they end, in their {@link PartitionTime}, as long as it is open. */
interface PartitionWatch extends AutoCloseable {

  void start();

  void add(TopicPartition partition, PartitionTime time);

  void remove(TopicPartition partition);

  @Override
  void close();
}
