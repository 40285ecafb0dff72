/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.pipeline.config;

import java.time.Duration;
import java.util.Objects;

/**
 * How Flink runs the job.
 *
 * @param parallelism null for the cluster's default
 * @param checkpointDir null for the cluster's default
 * @param stateBackend null for the cluster's default
 */
public record ExecutionConfig(
    Integer parallelism,
    Integer maxParallelism,
    Integer blockFrames,
    Duration checkpointInterval,
    Duration checkpointTimeout,
    String checkpointDir,
    String stateBackend) {

  public ExecutionConfig {
    maxParallelism = Objects.requireNonNullElse(maxParallelism, 128);
    blockFrames = Objects.requireNonNullElse(blockFrames, 64);
    checkpointInterval = Objects.requireNonNullElse(checkpointInterval, Duration.ofSeconds(10));
    checkpointTimeout = Objects.requireNonNullElse(checkpointTimeout, Duration.ofMinutes(2));
  }

  static ExecutionConfig defaults() {
    return new ExecutionConfig(null, null, null, null, null, null, null);
  }
}
