/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapline.pipeline.config.ConfigFile;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class JobSettingsTest {

  private static final Map<String, String> PRODUCTION =
      Map.ofEntries(
          Map.entry("pipeline.name", "job"),
          Map.entry("pipeline.generic-types", "false"),
          Map.entry("pipeline.auto-generate-uids", "false"),
          Map.entry("pipeline.object-reuse", "true"),
          Map.entry("pipeline.max-parallelism", "128"),
          Map.entry("execution.checkpointing.interval", "10 s"),
          Map.entry("execution.checkpointing.timeout", "2 min"),
          Map.entry("execution.checkpointing.min-pause", "2500 ms"),
          Map.entry("execution.checkpointing.tolerable-failed-checkpoints", "3"),
          Map.entry("execution.checkpointing.num-retained", "2"),
          Map.entry(
              "execution.checkpointing.externalized-checkpoint-retention",
              "RETAIN_ON_CANCELLATION"),
          Map.entry("restart-strategy.type", "exponential-delay"),
          Map.entry("restart-strategy.exponential-delay.initial-backoff", "1 s"),
          Map.entry("restart-strategy.exponential-delay.max-backoff", "30 s"),
          Map.entry(
              "restart-strategy.exponential-delay.attempts-before-reset-backoff", "2147483647"),
          Map.entry("restart-strategy.exponential-delay.reset-backoff-threshold", "5 min"));

  @Test
  void shouldAskForTheProductionKeysAndLeaveTheRestToTheCluster() throws Exception {
    assertThat(settings("")).containsExactlyInAnyOrderEntriesOf(PRODUCTION);
  }

  @Test
  void shouldAskForWhatTheConfigurationSays() throws Exception {
    Map<String, String> expected = new TreeMap<>(PRODUCTION);
    expected.put("parallelism.default", "3");
    expected.put("pipeline.max-parallelism", "64");
    expected.put("execution.checkpointing.interval", "1 s");
    expected.put("execution.checkpointing.min-pause", "250 ms");
    expected.put("execution.checkpointing.timeout", "30 s");
    expected.put("execution.checkpointing.storage", "filesystem");
    expected.put("execution.checkpointing.dir", "s3://b/c");
    expected.put("state.backend.type", "rocksdb");
    expected.put("execution.checkpointing.incremental", "true");
    assertThat(
            settings(
                "execution: {parallelism: 3, max-parallelism: 64, checkpoint-interval: 1s, "
                    + "checkpoint-timeout: 30s, checkpoint-dir: 's3://b/c', "
                    + "state-backend: rocksdb}\n"))
        .containsExactlyInAnyOrderEntriesOf(expected);
  }

  @Test
  void shouldNotAskTheHeapForIncrementalCheckpoints() throws Exception {
    assertThat(settings("execution: {state-backend: hashmap}\n"))
        .containsEntry("state.backend.type", "hashmap")
        .containsEntry("execution.checkpointing.incremental", "false");
  }

  private static Map<String, String> settings(String more) throws Exception {
    return JobSettings.of(ConfigFile.parse(Models.CONFIG + more, "p.yaml", name -> null)).toMap();
  }
}
