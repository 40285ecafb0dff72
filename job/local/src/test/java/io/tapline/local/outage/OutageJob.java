/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.local.outage;

import io.tapline.local.account.JobMetrics;
import io.tapline.local.cluster.JobHandle;
import io.tapline.local.junit.TaplineExtension;
import io.tapline.models.Model;
import io.tapline.models.ModelFile;
import io.tapline.network.graph.NetworkGraph;
import io.tapline.network.layer.convolution.Convolution;
import io.tapline.pipeline.JobSettings;
import io.tapline.pipeline.Pipeline;
import io.tapline.pipeline.Topology;
import io.tapline.pipeline.config.DeliveryConfig;
import io.tapline.pipeline.config.PipelineConfig;
import io.tapline.pipeline.kafka.KafkaSinks;
import io.tapline.pipeline.kafka.KafkaSources;
import io.tapline.schemas.SensorReading;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** A job with transactions as short, and checkpoints as rare, as a test wants them. */
final class OutageJob {

  static final Duration PATIENCE = Duration.ofMinutes(1);

  final String readings;
  final String results;
  final Pipeline pipeline;
  private final TaplineExtension tapline;
  private int sent;

  /**
   * A broker that takes transactions as long as they are asked for, and aborts them soon after
   * their timeouts, with other settings besides.
   */
  static TaplineExtension broker(Map<String, String> more) {
    Map<String, String> settings = new HashMap<>(more);
    settings.put("transaction.abort.timed.out.transaction.cleanup.interval.ms", "100");
    settings.put("transaction.max.timeout.ms", "1000000000");
    return TaplineExtension.builder()
        .configuration(JobMetrics.atOnce())
        .brokerSettings(settings)
        .build();
  }

  /**
   * @param transactions how long the broker keeps a transaction open; the configuration would not
   *     allow less than the longest checkpoint
   */
  OutageJob(TaplineExtension tapline, Path folder, Duration transactions) throws Exception {
    this(tapline, folder, transactions, Duration.ofDays(1));
  }

  OutageJob(
      TaplineExtension tapline, Path folder, Duration transactions, Duration checkpointInterval)
      throws Exception {
    this.tapline = tapline;
    readings = tapline.createTopic("readings", 1);
    results = tapline.createTopic("results", 1);
    String rejected = tapline.createTopic("rejected", 1);
    NetworkGraph graph =
        NetworkGraph.sequence(
            1, List.of(Convolution.pointwise("same").filters(1).kernel(1).build()), "values");
    ModelFile.write(folder.resolve("model.yaml"), Model.of("outage", "1", graph));
    Path config = folder.resolve("pipeline.yaml");
    Files.writeString(
        config,
        """
        name: %s
        kafka:
          bootstrap-servers: "%s"
          properties: {max.block.ms: "3000", request.timeout.ms: "2000", delivery.timeout.ms: "4000"}
        input: {topics: [%s], start: earliest}
        grid: {period: 10ms}
        time: {disorder: 0ms, wait: 10ms, max-gap: 500ms, idle-flush: 1h}
        channels: [{name: a}]
        model: model.yaml
        outputs: {values: {topic: %s}}
        rejected: {topic: %s}
        delivery: {transaction-timeout: 10d}
        execution:
          parallelism: 1
          checkpoint-interval: %dms
          checkpoint-timeout: 1min
          checkpoint-dir: %s
        """
            .formatted(
                readings,
                tapline.broker().bootstrapServers(),
                readings,
                results,
                rejected,
                checkpointInterval.toMillis(),
                folder.toUri()));
    Pipeline loaded = Pipeline.load(config);
    PipelineConfig checked = loaded.config();
    DeliveryConfig delivery =
        new DeliveryConfig(checked.delivery().guarantee(), transactions, null);
    pipeline =
        new Pipeline(
            with(checked, "delivery", delivery),
            loaded.decoding(),
            loaded.alignment(),
            loaded.model());
  }

  /** Sends readings of successive ticks. */
  void send(int count) {
    SensorReading[] next = new SensorReading[count];
    for (int i = 0; i < count; i++, sent++) {
      next[i] = new SensorReading("pump", "a", sent * 10_000L, (double) sent);
    }
    tapline.publish(readings, next);
  }

  /** Sends readings, and waits until a job that was started from nothing has read them. */
  JobHandle startAndRead(int count) throws Exception {
    JobHandle job = start(null, false);
    job.awaitRunning(PATIENCE);
    sendAndRead(count, job);
    return job;
  }

  void sendAndRead(int count, JobHandle job) throws Exception {
    send(count);
    awaitRead(job);
  }

  JobHandle start(String from, boolean acceptLoss) throws Exception {
    Configuration settings = JobSettings.of(pipeline.config());
    if (from != null) {
      settings.set(StateRecoveryOptions.SAVEPOINT_PATH, from);
    }
    StreamExecutionEnvironment env = tapline.cluster().env(settings);
    Topology.define(
        env,
        pipeline,
        KafkaSources.continuous(pipeline.config()),
        new KafkaSinks(pipeline, acceptLoss));
    return tapline.cluster().submit(env);
  }

  /** Waits until everything that was sent has passed the operators. */
  void awaitRead(JobHandle job) throws Exception {
    metrics(job).awaitAccount(sent, PATIENCE);
  }

  /** Transactions whose results the job could not commit. */
  long failedCommits(JobHandle job) throws Exception {
    return metrics(job).get("write_" + results + "__Committer.tapline.failed-commits");
  }

  /** A savepoint of a job that has read 100 readings and committed no result. */
  String uncommitted(Path folder) throws Exception {
    JobHandle job = start(null, false);
    job.awaitRunning(PATIENCE);
    send(100);
    awaitRead(job);
    String savepoint = job.cancelWithSavepoint(folder);
    job.awaitEnd(PATIENCE);
    return savepoint;
  }

  JobMetrics metrics(JobHandle job) {
    return new JobMetrics(tapline.cluster().webUi(), job);
  }

  /** A record with another value of one component. */
  static <R extends Record> R with(R record, String component, Object value)
      throws ReflectiveOperationException {
    List<Class<?>> types = new ArrayList<>();
    List<Object> values = new ArrayList<>();
    for (RecordComponent each : record.getClass().getRecordComponents()) {
      types.add(each.getType());
      values.add(each.getName().equals(component) ? value : each.getAccessor().invoke(record));
    }
    @SuppressWarnings("unchecked") // A record's class is of its own type.
    Class<R> type = (Class<R>) record.getClass();
    return type.getDeclaredConstructor(types.toArray(new Class<?>[0]))
        .newInstance(values.toArray());
  }
}
