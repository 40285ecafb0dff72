/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.pipeline;

import io.tapline.pipeline.config.ExecutionConfig;
import io.tapline.pipeline.config.PipelineConfig;
import java.time.Duration;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateBackendOptions;

/** What the job asks of Flink, whatever cluster it runs on. */
public final class JobSettings {

  private JobSettings() {}

  /** The settings of a job; what the configuration leaves open stays the cluster's. */
  public static Configuration of(PipelineConfig pipeline) {
    Configuration settings = new Configuration();
    settings.set(PipelineOptions.NAME, pipeline.name());
    // No Kryo: a type without a serialiser of its own is an error where the job is built.
    settings.set(PipelineOptions.GENERIC_TYPES, false);
    settings.set(PipelineOptions.AUTO_GENERATE_UIDS, false);
    // Chained operators hand the same block on; none of them keeps it.
    settings.set(PipelineOptions.OBJECT_REUSE, true);

    ExecutionConfig execution = pipeline.execution();
    settings.set(PipelineOptions.MAX_PARALLELISM, execution.maxParallelism());
    if (execution.parallelism() != null) {
      settings.set(CoreOptions.DEFAULT_PARALLELISM, execution.parallelism());
    }
    checkpoints(settings, execution);
    restarts(settings);
    return settings;
  }

  private static void checkpoints(Configuration settings, ExecutionConfig execution) {
    settings.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, execution.checkpointInterval());
    settings.set(CheckpointingOptions.CHECKPOINTING_TIMEOUT, execution.checkpointTimeout());
    settings.set(
        CheckpointingOptions.MIN_PAUSE_BETWEEN_CHECKPOINTS,
        execution.checkpointInterval().dividedBy(4));
    settings.set(CheckpointingOptions.TOLERABLE_FAILURE_NUMBER, ExecutionConfig.TOLERABLE_FAILURES);
    settings.set(CheckpointingOptions.MAX_RETAINED_CHECKPOINTS, 2);
    settings.set(
        CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION,
        ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION);
    if (execution.checkpointDir() != null) {
      settings.set(CheckpointingOptions.CHECKPOINT_STORAGE, "filesystem");
      settings.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, execution.checkpointDir());
    }
    if (execution.stateBackend() != null) {
      settings.set(StateBackendOptions.STATE_BACKEND, execution.stateBackend());
      settings.set(
          CheckpointingOptions.INCREMENTAL_CHECKPOINTS, execution.stateBackend().equals("rocksdb"));
    }
  }

  private static void restarts(Configuration settings) {
    settings.set(RestartStrategyOptions.RESTART_STRATEGY, "exponential-delay");
    settings.set(
        RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_INITIAL_BACKOFF,
        Duration.ofSeconds(1));
    settings.set(
        RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_MAX_BACKOFF,
        ExecutionConfig.LONGEST_RESTART_DELAY);
    // Never give up: a broker may be away for hours, and a job that has ended comes back by a
    // person
    // alone. What no restart can heal is marked as such where it is thrown, and ends the job at
    // once.
    settings.set(
        RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_ATTEMPTS, Integer.MAX_VALUE);
    settings.set(
        RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_RESET_BACKOFF_THRESHOLD,
        Duration.ofMinutes(5));
  }
}
