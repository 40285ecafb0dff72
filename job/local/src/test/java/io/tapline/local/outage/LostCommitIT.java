/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.local.outage;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapline.local.cluster.JobHandle;
import io.tapline.local.junit.TaplineExtension;
import io.tapline.local.outage.LossyNetwork.Mode;
import io.tapline.pipeline.kafka.LostResultsException;
import io.tapline.pipeline.kafka.RestoreCheck;
import io.tapline.schemas.FeatureVector;
import io.tapline.schemas.FeatureVectorCodec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.LongStream;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.util.ExceptionUtils;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A running job whose commits, or their answers, do not arrive. */
class LostCommitIT {

  private static final Duration PATIENCE = OutageJob.PATIENCE;
  private static final LossyNetwork NETWORK = network();

  @RegisterExtension
  static final TaplineExtension tapline =
      OutageJob.broker(Map.of("advertised.listeners", "PLAINTEXT://127.0.0.1:" + NETWORK.port()));

  @TempDir private Path folder;

  @AfterEach
  void repairNetwork() {
    NETWORK.set(Mode.PASS);
  }

  @AfterAll
  static void closeNetwork() throws IOException {
    NETWORK.close();
  }

  @Test
  void shouldEndTheJobAndLoseNothingFromTheCheckpointBefore() throws Exception {
    OutageJob outage = new OutageJob(tapline, folder, Duration.ofSeconds(10));
    JobHandle job = outage.startAndRead(100);
    job.checkpoint();
    tapline.collect(outage.results, 99, PATIENCE);
    NETWORK.set(Mode.COMMITS_LOST);
    outage.sendAndRead(100, job);
    job.checkpoint();
    try (JobTransactions transactions = new JobTransactions(outage.pipeline.config())) {
      assertThat(transactions.awaitNoneOpen(PATIENCE)).containsKey(TransactionState.COMPLETE_ABORT);
    }
    NETWORK.set(Mode.PASS);

    assertThat(job.awaitEnd(PATIENCE)).isEqualTo(JobStatus.FAILED);
    assertThat(failure(job)).contains("go on from the checkpoint before it");
    List<String> kept = job.retainedCheckpoints();
    assertThat(kept).hasSize(2);
    RestoreCheck check = new RestoreCheck(outage.pipeline.config(), false, false);
    assertThat(check.problems(kept.get(0))).hasSize(1);
    assertThat(check.problems(kept.get(1))).isEmpty();
    JobHandle restored = outage.start(kept.get(1), false);
    restored.awaitRunning(PATIENCE);
    outage.sendAndRead(50, restored);
    restored.drain(folder);
    assertThat(ticks(tapline.collectAll(outage.results, PATIENCE)))
        .containsExactlyElementsOf(LongStream.range(0, 250).boxed().toList());
  }

  @Test
  void shouldGoOnWhereOnlyTheAnswerWasLost() throws Exception {
    OutageJob outage = new OutageJob(tapline, folder, Duration.ofMinutes(10));
    JobHandle job = outage.startAndRead(100);
    NETWORK.set(Mode.ANSWERS_LOST);
    job.checkpoint();
    tapline.collect(outage.results, 99, PATIENCE);
    NETWORK.set(Mode.PASS);
    outage.sendAndRead(50, job);

    assertThat(outage.failedCommits(job)).isZero();
    job.drain(folder);
    assertThat(ticks(tapline.collectAll(outage.results, PATIENCE)))
        .containsExactlyElementsOf(LongStream.range(0, 150).boxed().toList());
  }

  /** Sinks that cannot reach the broker are restarted until they can. */
  @Test
  void shouldGoOnWhenABrokerThatWasAwayIsBack() throws Exception {
    OutageJob outage = new OutageJob(tapline, folder, Duration.ofMinutes(10));
    JobHandle job = outage.startAndRead(100);
    job.checkpoint();
    NETWORK.set(Mode.SINKS_CUT);
    outage.send(100);
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (job.restarts() < 2) {
      assertThat(System.nanoTime()).isLessThan(deadline);
      LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
    }
    NETWORK.set(Mode.PASS);

    job.awaitRunning(PATIENCE);
    outage.sendAndRead(50, job);
    assertThat(outage.failedCommits(job)).isZero();
    job.drain(folder);
    assertThat(ticks(tapline.collectAll(outage.results, PATIENCE)))
        .containsExactlyElementsOf(LongStream.range(0, 250).boxed().toList());
  }

  private static String failure(JobHandle job) {
    try {
      job.awaitFinished(PATIENCE);
      return "none";
    } catch (Exception e) {
      return ExceptionUtils.findThrowable(e, LostResultsException.class)
          .map(Throwable::getMessage)
          .orElse(e.toString());
    }
  }

  private static List<Long> ticks(List<ConsumerRecord<byte[], byte[]>> results) throws Exception {
    FeatureVectorCodec codec = new FeatureVectorCodec();
    List<Long> ticks = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> result : results) {
      FeatureVector decoded = codec.decode(result.value());
      ticks.add(decoded.getTimestampMicros() / 10_000);
    }
    return ticks;
  }

  private static LossyNetwork network() {
    try {
      return new LossyNetwork(
          () -> Integer.parseInt(tapline.broker().bootstrapServers().split(":")[1]));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
