/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.pipeline.kafka;

import java.io.Serializable;
import java.util.Properties;

/**
 * How a task asks the broker where partitions end.
 *
 * @param properties a consumer's; they may hold secrets, so they are never printed
 * @param group the consumer group from whose offsets the job begins to read; null where it begins
 *     elsewhere
 */
record EndsConnection(Properties properties, String group) implements Serializable {

  PartitionEnds open() {
    return new PartitionEnds(properties);
  }

  @Override
  public String toString() {
    return "EndsConnection[group=" + group + "]";
  }
}
