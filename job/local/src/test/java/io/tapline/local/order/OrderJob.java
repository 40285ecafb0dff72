/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.local.order;

import io.tapline.alignment.Alignment;
import io.tapline.convolution.NetworkGraph;
import io.tapline.convolution.layer.Convolution;
import io.tapline.local.account.JobMetrics;
import io.tapline.local.cluster.JobHandle;
import io.tapline.local.junit.TaplineExtension;
import io.tapline.local.junit.TopicWriter;
import io.tapline.local.order.ShuffledDevices.Arrival;
import io.tapline.models.Model;
import io.tapline.models.ModelFile;
import io.tapline.pipeline.JobSettings;
import io.tapline.pipeline.Pipeline;
import io.tapline.pipeline.PipelineJob;
import io.tapline.schemas.ReadingEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The job over a live topic: it reads while the readings come, a slice of time after the other. */
final class OrderJob {

  /** How far apart the topic's partitions can be. */
  private static final long SLICE = 500_000;

  /** A reading comes late by lag and disorder at most, when others are ahead by a slice at most. */
  private static final long WAIT = ShuffledDevices.LAG + ShuffledDevices.DISORDER + SLICE;

  private static final Duration PATIENCE = Duration.ofMinutes(1);

  final String frames;
  final String results;
  final String rejected;
  private final TaplineExtension tapline;
  private final Path folder;
  private final String readings;
  private final int partitions;
  private final Pipeline pipeline;
  private JobHandle job;

  OrderJob(TaplineExtension tapline, Path folder, int partitions, int parallelism)
      throws Exception {
    this.tapline = tapline;
    this.folder = folder;
    this.partitions = partitions;
    readings = tapline.createTopic("readings", partitions);
    frames = tapline.createTopic("frames", 2);
    results = tapline.createTopic("results", 2);
    rejected = tapline.createTopic("rejected", 1);
    NetworkGraph graph =
        NetworkGraph.sequence(
            4,
            List.of(
                Convolution.named("conv")
                    .filters(1)
                    .kernelSize(3)
                    .kernel(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12)
                    .build()),
            "features");
    ModelFile.write(folder.resolve("model.yaml"), Model.of("order", "1", graph));
    Path config = folder.resolve("pipeline.yaml");
    Files.writeString(config, yaml(parallelism));
    pipeline = Pipeline.load(config);
    job = start(new Configuration());
  }

  Alignment alignment() {
    return pipeline.alignment();
  }

  /** What has become of so many readings. */
  Map<String, Long> account(long read) throws Exception {
    return metrics().awaitAccount(read, PATIENCE);
  }

  /**
   * Publishes everything, and no slice before the job has the one before it. So partitions are
   * never further apart than a slice, as in a live topic, however they are read.
   */
  void send(ShuffledDevices devices) throws Exception {
    ReadingEncoder encoder = new ReadingEncoder();
    JobMetrics metrics = metrics();
    long sent = 0;
    try (TopicWriter writer = new TopicWriter(tapline.broker().bootstrapServers())) {
      for (List<Arrival> slice : devices.slices(SLICE)) {
        for (int p = 0; p < partitions; p++) {
          int partition = p;
          writer.write(
              readings,
              partition,
              slice.stream()
                  .filter(arrival -> arrival.partition(partitions) == partition)
                  .map(arrival -> arrival.message(encoder))
                  .toList());
        }
        sent += slice.size();
        awaitAligned(sent, metrics);
      }
    }
  }

  private static void awaitAligned(long sent, JobMetrics metrics) throws Exception {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (metrics.get("align.numRecordsIn") < sent) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("not all arrived: sent=%d, %s".formatted(sent, metrics.account()));
      }
      LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
    }
  }

  /** Stops, and goes on from the savepoint: what it has counted until then, it has from there. */
  void restart() throws Exception {
    Configuration settings = new Configuration();
    settings.set(StateRecoveryOptions.SAVEPOINT_PATH, job.stopWithSavepoint(folder));
    job = start(settings);
  }

  /** Ends the input, so that the tails are released. */
  void drain() {
    job.drain(folder);
  }

  private JobMetrics metrics() {
    return new JobMetrics(tapline.cluster().webUi(), job);
  }

  private JobHandle start(Configuration more) throws Exception {
    Configuration settings = JobSettings.of(pipeline.config());
    settings.addAll(more);
    // A slice is waited for to its last record.
    settings.set(ExecutionOptions.BUFFER_TIMEOUT, Duration.ofMillis(1));
    StreamExecutionEnvironment env = tapline.cluster().env(settings);
    PipelineJob.define(env, pipeline);
    JobHandle started = tapline.cluster().submit(env);
    started.awaitRunning(PATIENCE);
    return started;
  }

  private String yaml(int parallelism) {
    return """
    name: %s
    kafka: {bootstrap-servers: "%s"}
    input: {topics: [%s], start: earliest}
    grid: {period: 50ms}
    time: {disorder: %dus, wait: %dus, max-gap: 1s, idle-flush: 5s, duplicates: mean}
    channels:
      - {name: c0, aggregate: mean, fill: linear, look-ahead: 100ms, scale: 0.1, offset: 0.3}
      - {name: c1, aggregate: mean, fill: hold, max-age: 250ms, scale: 0.1, offset: 0.3}
      - {name: c2, aggregate: mean, fill: constant, constant: -1, scale: 0.1, offset: 0.3}
      - {name: change, change-of: c0, scale: 7}
    model: model.yaml
    outputs: {features: {topic: %s}}
    frames: {topic: %s}
    rejected: {topic: %s}
    delivery: {transaction-timeout: 2min}
    execution:
      parallelism: %d
      block-frames: 16
      checkpoint-interval: 1s
      checkpoint-timeout: 20s
      checkpoint-dir: %s
    """
        .formatted(
            readings,
            tapline.broker().bootstrapServers(),
            readings,
            ShuffledDevices.DISORDER,
            WAIT,
            results,
            frames,
            rejected,
            parallelism,
            folder.toUri());
  }
}
