/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.local.outage;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapline.local.cluster.JobHandle;
import io.tapline.local.junit.TaplineExtension;
import io.tapline.pipeline.config.InputConfig;
import io.tapline.pipeline.config.InputTopicConfig;
import io.tapline.pipeline.config.PipelineConfig;
import io.tapline.pipeline.kafka.RestoreCheck;
import io.tapline.pipeline.savepoint.Savepoint;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What is wrong with a savepoint is found before a job starts from it. */
class RestoreCheckIT {

  private static final Duration PATIENCE = OutageJob.PATIENCE;

  @RegisterExtension static final TaplineExtension tapline = OutageJob.broker(Map.of());

  @TempDir private Path folder;

  @Test
  void shouldRefuseWhatTheBrokerAborted() throws Exception {
    OutageJob job = new OutageJob(tapline, folder, Duration.ofSeconds(2));
    String savepoint = job.uncommitted(folder);
    try (JobTransactions transactions = new JobTransactions(job.pipeline.config())) {
      transactions.awaitNoneOpen(PATIENCE);
    }

    assertThat(new RestoreCheck(job.pipeline.config(), false, false).problems(savepoint))
        .singleElement()
        .asString()
        .startsWith("results of a completed checkpoint are lost, because Kafka aborted")
        .endsWith(
            "transactions=" + job.readings + "-result-values-0-1, checkpoint=1, from=" + savepoint);
    assertThat(new RestoreCheck(job.pipeline.config(), true, false).problems(savepoint)).isEmpty();
  }

  @Test
  void shouldTakeWhatIsOpenAndWhatWasCommitted() throws Exception {
    OutageJob job = new OutageJob(tapline, folder, Duration.ofMinutes(10));
    String uncommitted = job.uncommitted(folder);
    RestoreCheck check = new RestoreCheck(job.pipeline.config(), false, false);
    assertThat(Savepoint.read(uncommitted).uncommitted()).hasSize(1);
    assertThat(check.problems(uncommitted)).isEmpty();

    JobHandle restored = job.start(uncommitted, false);
    restored.awaitRunning(PATIENCE);
    job.send(50);
    job.awaitRead(restored);
    String stopped = restored.stopWithSavepoint(folder);
    assertThat(Savepoint.read(stopped).uncommitted()).isNotEmpty();
    assertThat(check.problems(stopped)).isEmpty();
    assertThat(check.problems(uncommitted)).isEmpty();
  }

  @Test
  void shouldRefuseTheSavepointOfARemovedTopicAndTakeAnAddedOne() throws Exception {
    OutageJob job = new OutageJob(tapline, folder, Duration.ofMinutes(10));
    String savepoint = job.uncommitted(folder);

    assertThat(new RestoreCheck(reading(job, "other"), false, false).problems(savepoint))
        .containsExactly(
            "the savepoint goes on reading a topic that is not configured: add it to input.topics, "
                + "or start without the savepoint: topic="
                + job.readings
                + ", input.topics=other, from="
                + savepoint);
    assertThat(
            new RestoreCheck(reading(job, job.readings, "other"), false, false).problems(savepoint))
        .isEmpty();
  }

  @Test
  void shouldRefuseTheSavepointOfAnotherJobUnlessItWasRenamed() throws Exception {
    OutageJob job = new OutageJob(tapline, folder, Duration.ofMinutes(10));
    String savepoint = job.uncommitted(folder);
    PipelineConfig renamed = OutageJob.with(job.pipeline.config(), "name", "renamed");

    assertThat(new RestoreCheck(renamed, false, false).problems(savepoint))
        .singleElement()
        .asString()
        .startsWith("the savepoint is of another job: name its own savepoint, or give")
        .contains(
            "--from-other-job", job.readings + "-rejected", "transactional-id-prefix=renamed");
    assertThat(new RestoreCheck(renamed, false, true).problems(savepoint)).isEmpty();
  }

  @Test
  void shouldLeaveWhatCannotBeReadToTheJob() throws Exception {
    OutageJob job = new OutageJob(tapline, folder, Duration.ofMinutes(10));
    RestoreCheck check = new RestoreCheck(job.pipeline.config(), false, false);
    assertThat(check.problems("s3://bucket/savepoint-1")).isEmpty();
    assertThat(check.problems(folder.toString())).isEmpty();
    assertThat(check.problems(null)).isEmpty();
  }

  private static PipelineConfig reading(OutageJob job, String... topics) throws Exception {
    PipelineConfig config = job.pipeline.config();
    InputTopicConfig like = config.input().topics().get(0);
    List<InputTopicConfig> renamed = new ArrayList<>();
    for (String topic : topics) {
      renamed.add(OutageJob.with(like, "topic", topic));
    }
    InputConfig input = OutageJob.with(config.input(), "topics", renamed);
    return OutageJob.with(config, "input", input);
  }
}
