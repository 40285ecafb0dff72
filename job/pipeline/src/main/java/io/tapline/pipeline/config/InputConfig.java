/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.pipeline.config;

import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * Where readings come from.
 *
 * @param group null for the job's name
 * @param outOfOrderness how far the records' own timestamps step back within a partition
 */
public record InputConfig(
    List<String> topics,
    Format format,
    String group,
    Start start,
    Duration outOfOrderness,
    Duration idleAfter) {

  /** How a record's value is encoded. */
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
    outOfOrderness = Objects.requireNonNullElse(outOfOrderness, Duration.ofSeconds(1));
    idleAfter = Objects.requireNonNullElse(idleAfter, Duration.ofSeconds(10));
  }
}
