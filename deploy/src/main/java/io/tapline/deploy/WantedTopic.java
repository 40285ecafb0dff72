/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.deploy;

import io.tapline.pipeline.config.PipelineConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;

/**
 * A topic that should be there.
 *
 * @param lasting whether its records are kept for ever. Results and frames carry event time, which
 *     is what Kafka's retention counts: with the default, the results of an old recording go at
 *     once
 */
record WantedTopic(String name, int partitions, boolean lasting) {

  /** The topics that a pipeline reads and writes. */
  static List<WantedTopic> of(PipelineConfig pipeline, int partitions) {
    List<WantedTopic> topics = new ArrayList<>();
    if (pipeline.input() != null) {
      pipeline
          .input()
          .topicNames()
          .forEach(name -> topics.add(new WantedTopic(name, partitions, false)));
    }
    pipeline
        .topicsWritten()
        .values()
        .forEach(name -> topics.add(new WantedTopic(name, partitions, true)));
    return topics;
  }

  NewTopic toKafka() {
    return new NewTopic(name, Optional.of(partitions), Optional.empty())
        .configs(lasting ? Map.of(TopicConfig.RETENTION_MS_CONFIG, "-1") : Map.of());
  }

  @Override
  public String toString() {
    return name;
  }
}
