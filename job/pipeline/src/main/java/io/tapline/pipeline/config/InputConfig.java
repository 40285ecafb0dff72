/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.pipeline.config;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Where readings come from.
 *
 * @param devicePattern what a device's whole name must match; null where any will do
 * @param schemaRegistry null where no topic asks for one
 * @param group null for the job's name
 * @param outOfOrderness how far the records' own timestamps step back within a partition
 * @param idleAfter how long a partition stays read to its end before it holds nothing back
 * @param maxDrift how far one partition may be read ahead of another, in records' timestamps
 */
public record InputConfig(
    List<InputTopicConfig> topics,
    Format format,
    String devicePattern,
    SchemaRegistryConfig schemaRegistry,
    String group,
    Start start,
    Duration outOfOrderness,
    Duration idleAfter,
    Duration maxDrift) {

  /** How a record's value is encoded where its topic does not say. */
  public enum Format {
    AVRO
  }

  /** Where a job that starts without a savepoint begins to read. */
  public enum Start {
    COMMITTED,
    EARLIEST,
    LATEST
  }

  public InputConfig {
    topics = List.copyOf(topics);
    format = Objects.requireNonNullElse(format, Format.AVRO);
    start = Objects.requireNonNullElse(start, Start.COMMITTED);
    outOfOrderness = Objects.requireNonNullElse(outOfOrderness, Duration.ofMillis(500));
    idleAfter = Objects.requireNonNullElse(idleAfter, Duration.ofSeconds(1));
    maxDrift = Objects.requireNonNullElse(maxDrift, Duration.ofSeconds(30));
  }

  /** The first topic that takes Tapline's own Avro. */
  public Optional<String> ownAvroTopic() {
    return topics.stream()
        .filter(topic -> topic.format() == InputTopicConfig.Format.AVRO)
        .map(InputTopicConfig::topic)
        .findFirst();
  }

  /** The names of the topics, in the order of the file. */
  public List<String> topicNames() {
    return topics.stream().map(InputTopicConfig::topic).toList();
  }
}
