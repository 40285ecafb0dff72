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
 * @param parallelism null for what Flink itself is configured with
 * @param maxDevices how many devices the job keeps at a time; readings of others are rejected
 * @param checkpointDir null for what Flink itself is configured with
 * @param stateBackend null for what Flink itself is configured with
 */
public record ExecutionConfig(
    Integer parallelism,
    Integer maxParallelism,
    Integer blockFrames,
    Integer maxDevices,
    Duration checkpointInterval,
    Duration checkpointTimeout,
    String checkpointDir,
    String stateBackend) {

  /** How many checkpoints in a row may fail before the job restarts. */
  public static final int TOLERABLE_FAILURES = 3;

  /** The longest pause before a restart. */
  public static final Duration LONGEST_RESTART_DELAY = Duration.ofSeconds(30);

  /** Of a dozen channels and a network of 10 kB they take half a gigabyte of heap. */
  private static final int DEFAULT_MAX_DEVICES = 50_000;

  public ExecutionConfig {
    maxParallelism = Objects.requireNonNullElse(maxParallelism, 128);
    blockFrames = Objects.requireNonNullElse(blockFrames, 64);
    maxDevices = Objects.requireNonNullElse(maxDevices, DEFAULT_MAX_DEVICES);
    checkpointInterval = Objects.requireNonNullElse(checkpointInterval, Duration.ofSeconds(10));
    checkpointTimeout = Objects.requireNonNullElse(checkpointTimeout, Duration.ofMinutes(2));
  }

  /**
   * How long what was written may wait for its commit: a checkpoint's interval, as many checkpoints
   * as may fail in a row and the one that does not, and a restart.
   */
  public Duration longestUntilCommit() {
    return checkpointInterval
        .plus(checkpointTimeout.multipliedBy(TOLERABLE_FAILURES + 1))
        .plus(LONGEST_RESTART_DELAY);
  }

  static ExecutionConfig defaults() {
    return new ExecutionConfig(null, null, null, null, null, null, null, null);
  }
}
