/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.local.order;

import io.tapline.alignment.Alignment;
import io.tapline.alignment.Partitioning;
import io.tapline.local.account.JobMetrics;
import io.tapline.local.cluster.JobHandle;
import io.tapline.local.junit.TaplineExtension;
import io.tapline.local.junit.TopicWriter;
import io.tapline.local.order.ShuffledDevices.Arrival;
import io.tapline.models.Model;
import io.tapline.models.ModelFile;
import io.tapline.network.graph.NetworkGraph;
import io.tapline.network.layer.convolution.Convolution;
import io.tapline.pipeline.JobSettings;
import io.tapline.pipeline.Pipeline;
import io.tapline.pipeline.PipelineJob;
import io.tapline.schemas.ReadingEncoder;
import io.tapline.schemas.RecordedMessage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The job over one topic or several, which hold a backlog or are written while it runs. */
final class OrderJob {

  /** How far apart the topic's partitions can be. */
  private static final long SLICE = 500_000;

  private static final Duration PATIENCE = Duration.ofMinutes(1);

  /** What has arrived at the aligner since the job was started. */
  private static final String ALIGNED = "align.numRecordsIn";

  final String frames;
  final String results;
  final String rejected;
  private final TaplineExtension tapline;
  private final Path folder;
  private final List<String> readings = new ArrayList<>();
  private final int partitions;
  private final boolean keyed;
  private final ReadingEncoder encoder = new ReadingEncoder();
  private final Alignment alignment;
  private JobHandle job;
  private long sent;

  /**
   * @param topics over which the channels are spread
   * @param keyed whether records have the device's name as their key
   */
  OrderJob(TaplineExtension tapline, Path folder, int topics, int partitions, boolean keyed)
      throws Exception {
    this.tapline = tapline;
    this.folder = folder;
    this.partitions = partitions;
    this.keyed = keyed;
    for (int topic = 0; topic < topics; topic++) {
      readings.add(tapline.createTopic("readings", partitions));
    }
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
    alignment = pipeline(1).alignment();
  }

  /** That of the job, of readings that come in one known order. */
  Alignment alignment() {
    return alignment.withPartitioning(Partitioning.ONE_PARTITION);
  }

  /** What has become of so many readings. */
  Map<String, Long> account(long read) throws Exception {
    return metrics().awaitAccount(read, PATIENCE);
  }

  /** Publishes arrivals, and all of one topic before those of the next. */
  void publish(Iterable<List<Arrival>> slices) {
    try (TopicWriter writer = new TopicWriter(tapline.broker().bootstrapServers())) {
      for (int topic = 0; topic < readings.size(); topic++) {
        for (List<Arrival> slice : slices) {
          write(writer, topic, slice);
        }
      }
    }
  }

  /** Publishes arrivals, and no slice before the job has the one before it, as in a live topic. */
  void publishLive(Iterable<List<Arrival>> slices) throws Exception {
    JobMetrics metrics = metrics();
    long before = sent - metrics.get(ALIGNED);
    try (TopicWriter writer = new TopicWriter(tapline.broker().bootstrapServers())) {
      for (List<Arrival> slice : slices) {
        for (int topic = 0; topic < readings.size(); topic++) {
          write(writer, topic, slice);
        }
        await(ALIGNED, sent - before, metrics);
      }
    }
  }

  private void write(TopicWriter writer, int topic, List<Arrival> slice) {
    List<RecordedMessage> messages =
        slice.stream()
            .filter(arrival -> arrival.channel() % readings.size() == topic)
            .map(arrival -> arrival.message(encoder, keyed))
            .toList();
    writer.write(readings.get(topic), messages);
    sent += messages.size();
  }

  /**
   * Publishes everything to partitions of the producer's own choice, and no slice before the job
   * has the one before it.
   */
  void publishByChannel(ShuffledDevices devices) throws Exception {
    JobMetrics metrics = metrics();
    try (TopicWriter writer = new TopicWriter(tapline.broker().bootstrapServers())) {
      for (List<Arrival> slice : devices.slices(SLICE)) {
        for (int p = 0; p < partitions; p++) {
          int partition = p;
          writer.write(
              readings.get(0),
              partition,
              slice.stream()
                  .filter(arrival -> arrival.partition(partitions) == partition)
                  .map(arrival -> arrival.message(encoder, keyed))
                  .toList());
        }
        sent += slice.size();
        await(ALIGNED, sent, metrics);
      }
    }
  }

  private static void await(String count, long least, JobMetrics metrics) throws Exception {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (metrics.get(count) < least) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError(
            "not all arrived: %s=%d, least=%d, %s"
                .formatted(count, metrics.get(count), least, metrics.account()));
      }
      LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
    }
  }

  void start(int parallelism) throws Exception {
    job = start(parallelism, new Configuration());
  }

  /** Stops, and goes on from the savepoint: what it has counted until then, it has from there. */
  void restart(int parallelism) throws Exception {
    Configuration settings = new Configuration();
    settings.set(StateRecoveryOptions.SAVEPOINT_PATH, job.stopWithSavepoint(folder));
    job = start(parallelism, settings);
  }

  /**
   * Waits until the job has read so many records, before its restarts and after: how many it reads
   * while it is being stopped is not known.
   */
  void awaitRead(long records) throws Exception {
    await("decode.tapline.read", records, metrics());
  }

  /** Ends the input, so that the tails are released. */
  void drain() {
    job.drain(folder);
  }

  private JobMetrics metrics() {
    return new JobMetrics(tapline.cluster().webUi(), job);
  }

  private Pipeline pipeline(int parallelism) throws Exception {
    Path config = folder.resolve("pipeline.yaml");
    Files.writeString(config, yaml(parallelism));
    return Pipeline.load(config);
  }

  private JobHandle start(int parallelism, Configuration more) throws Exception {
    Pipeline pipeline = pipeline(parallelism);
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
            readings.get(0),
            tapline.broker().bootstrapServers(),
            String.join(", ", readings),
            ShuffledDevices.DISORDER,
            ShuffledDevices.LAG,
            results,
            frames,
            rejected,
            parallelism,
            folder.toUri());
  }
}
