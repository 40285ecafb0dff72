/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.local.account;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapline.local.cluster.JobHandle;
import io.tapline.local.junit.TaplineExtension;
import io.tapline.models.Model;
import io.tapline.models.ModelFile;
import io.tapline.network.graph.NetworkGraph;
import io.tapline.network.layer.convolution.Convolution;
import io.tapline.pipeline.JobSettings;
import io.tapline.pipeline.Pipeline;
import io.tapline.pipeline.PipelineJob;
import io.tapline.schemas.RejectedReading;
import io.tapline.schemas.RejectedReadingCodec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * Nothing is lost without a trace, though the TaskManager dies under a job again and again: what
 * was read is what became of it, and the rejected topic has what the counts say.
 */
class AccountAfterKillsIT {

  private static final long SEED = 9_100;
  private static final int KILLS = 2;
  private static final int MESSAGES = 3_000;
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final List<String> REASONS =
      List.of("late", "duplicate", "invalid", "future", "unknown-channel", "undecodable");

  @RegisterExtension
  static final TaplineExtension tapline =
      TaplineExtension.builder()
          .taskManagers(1)
          .slots(4)
          .configuration(JobMetrics.atOnce())
          .build();

  @TempDir private Path folder;

  @Test
  void shouldBalanceAfterEveryKill() throws Exception {
    MessyMessages sent = new MessyMessages(SEED, MESSAGES);
    String readings = tapline.createTopic("readings", 2);
    String results = tapline.createTopic("results", 2);
    String rejected = tapline.createTopic("rejected", 2);
    Pipeline pipeline = pipeline(readings, results, rejected);
    StreamExecutionEnvironment env = tapline.cluster().env(JobSettings.of(pipeline.config()));
    PipelineJob.define(env, pipeline);
    JobHandle job = tapline.cluster().submit(env);
    int seen = 0;
    for (int part = 0; part <= KILLS; part++) {
      int from = part * MESSAGES / (KILLS + 1);
      int to = (part + 1) * MESSAGES / (KILLS + 1);
      tapline.publish(readings, sent.messages.subList(from, to));
      if (part < KILLS) {
        seen = tapline.collect(results, seen + 1, PATIENCE).size();
        tapline.cluster().terminateTaskManager(part);
        tapline.cluster().startTaskManager();
        job.awaitRestarts(part + 1, PATIENCE);
      }
    }
    JobMetrics metrics = new JobMetrics(tapline.cluster().webUi(), job);
    Map<String, Long> counts = metrics.awaitAccount(sent.read, PATIENCE);
    counts.putAll(byChannel(metrics));
    job.drain(folder.resolve("savepoint"));

    long accountedFor =
        counts.get("framed") + counts.get("carried") + counts.get("buffered") + rejected(counts);
    assertThat(accountedFor).as("seed=%d, %s", SEED, counts).isEqualTo(sent.read);
    assertThat(counts).allSatisfy((count, amount) -> assertThat(amount).as(count).isPositive());
    Map<String, Long> inTopic = byReasonAndChannel(rejected);
    for (String reason : REASONS) {
      assertThat(inTopic.get(reason)).as("seed=%d, %s", SEED, reason).isEqualTo(counts.get(reason));
    }
    for (String channel : MessyMessages.CHANNELS) {
      for (String line : List.of("late", "duplicate", "invalid", "future")) {
        String of = line + " of " + channel;
        assertThat(counts.getOrDefault(of, 0L))
            .as("seed=%d, %s", SEED, of)
            .isEqualTo(inTopic.getOrDefault(of, 0L));
      }
    }
  }

  private static long rejected(Map<String, Long> counts) {
    return REASONS.stream().mapToLong(counts::get).sum();
  }

  private static Map<String, Long> byChannel(JobMetrics metrics) throws Exception {
    Map<String, Long> counts = new TreeMap<>();
    for (String channel : MessyMessages.CHANNELS) {
      for (String line : List.of("late", "duplicate", "invalid", "future")) {
        long amount = metrics.get("align.tapline.channel." + channel + "." + line);
        if (amount > 0) {
          counts.put(line + " of " + channel, amount);
        }
      }
    }
    return counts;
  }

  private static Map<String, Long> byReasonAndChannel(String topic) throws Exception {
    Map<String, Long> counts = new TreeMap<>();
    for (ConsumerRecord<byte[], byte[]> record : tapline.collectAll(topic, PATIENCE)) {
      RejectedReading rejected = new RejectedReadingCodec().decode(record.value());
      String reason = rejected.getReason();
      if (rejected.getReadings().isEmpty()) {
        counts.merge(reason, 1L, Long::sum);
      }
      rejected
          .getReadings()
          .forEach(
              reading -> {
                counts.merge(reason, 1L, Long::sum);
                counts.merge(reason + " of " + reading.getChannel(), 1L, Long::sum);
              });
    }
    return counts;
  }

  private Pipeline pipeline(String readings, String results, String rejected) throws Exception {
    float[] kernel = new float[MessyMessages.CHANNELS.size()];
    NetworkGraph graph =
        NetworkGraph.sequence(
            kernel.length,
            List.of(Convolution.pointwise("sum").filters(1).kernel(kernel).build()),
            "sums");
    ModelFile.write(folder.resolve("model.yaml"), Model.of("account", "1", graph));
    Path config = folder.resolve("pipeline.yaml");
    Files.writeString(
        config,
        """
        name: account
        kafka: {bootstrap-servers: "%s"}
        input: {topics: [%s], start: earliest}
        grid: {period: 10ms}
        time: {disorder: 20ms, wait: 60ms, max-gap: 500ms, max-ahead: 1min, idle-flush: 30s}
        channels:
          - {name: carried, late: carry, time-offset: -7ms}
          - {name: ranged, valid-range: {min: 0, max: 110}}
          - {name: meant, aggregate: mean, duplicates: mean}
          - {name: replaced, duplicates: last}
        model: model.yaml
        outputs: {sums: {topic: %s}}
        rejected: {topic: %s}
        delivery: {transaction-timeout: 2min}
        execution: {parallelism: 2, checkpoint-interval: 200ms, checkpoint-timeout: 20s}
        """
            .formatted(tapline.broker().bootstrapServers(), readings, results, rejected));
    return Pipeline.load(config);
  }
}
