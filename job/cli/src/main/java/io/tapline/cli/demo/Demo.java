/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.cli.demo;

import io.tapline.cli.ChannelAccount;
import io.tapline.cli.JobCounts;
import io.tapline.cli.Progress;
import io.tapline.cli.ReadingAccount;
import io.tapline.cli.recording.Recordings;
import io.tapline.cli.replay.MessagePublisher;
import io.tapline.cli.replay.Speed;
import io.tapline.local.broker.KafkaBroker;
import io.tapline.local.cluster.JobHandle;
import io.tapline.local.cluster.LocalCluster;
import io.tapline.local.plant.DetectionReport;
import io.tapline.local.plant.GroundTruth;
import io.tapline.local.plant.Plant;
import io.tapline.pipeline.JobSettings;
import io.tapline.pipeline.Pipeline;
import io.tapline.pipeline.PipelineJob;
import io.tapline.schemas.RecordedMessage;
import io.tapline.schemas.RecordingReader;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.locks.LockSupport;
import me.tongfei.progressbar.ProgressBar;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.MetricOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The way of the demo: simulate, start, catch up, follow live, take stock. */
final class Demo implements AutoCloseable {

  private static final int PARALLELISM = 2;
  private static final int PARTITIONS = 4;
  private static final Duration CHECKPOINT_INTERVAL = Duration.ofSeconds(1);
  private static final Duration METRICS_INTERVAL = Duration.ofMillis(250);
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final Plant plant;
  private final long liveFromMicros;
  private final PrintWriter out;
  private final DemoFolder folder = new DemoFolder();
  private final KafkaBroker broker;
  private final LocalCluster cluster;
  private final Pipeline pipeline;
  private final SendTimes sendTimes;

  private Path recording;
  private long publishedReadings;

  Demo(Duration duration, Duration live, PrintWriter out) throws Exception {
    this.out = out;
    plant = new Plant(Plant.DEMO_SEED, duration);
    liveFromMicros = plant.endMicros() - live.toMillis() * 1_000;
    say("Starting a Kafka broker and a Flink mini-cluster …");
    broker = KafkaBroker.start();
    Runtime.getRuntime().addShutdownHook(new Thread(folder::close, "clean-up"));
    Configuration local = new Configuration();
    local.set(MetricOptions.METRIC_FETCHER_UPDATE_INTERVAL, METRICS_INTERVAL);
    local.set(RestOptions.BIND_PORT, "8081-8181");
    cluster = LocalCluster.start(1, PARALLELISM, local);
    pipeline = Pipeline.load(folder.pipeline(), this::variable);
    sendTimes = new SendTimes(pipeline.alignment().grid(), Plant.START_MICROS, plant.endMicros());
  }

  /**
   * Runs it all.
   *
   * @param keptRecording where the recording goes, or null for a temporary file
   * @param report where the page goes, or null for a temporary file
   * @return whether every reading is accounted for
   */
  boolean run(Path keptRecording, Path report, boolean keep) throws Exception {
    recording = keptRecording == null ? folder.recording() : keptRecording;
    GroundTruth truth = simulate();
    createTopics();
    JobHandle job = submit();
    say("Kafka: " + broker.bootstrapServers() + "   Flink web UI: " + cluster.webUi());
    ResultWatcher results =
        new ResultWatcher(
            client(),
            outputTopic(),
            sendTimes,
            LiveWindow.within(liveFromMicros, plant.endMicros()));
    CatchUp catchUp = publish(truth, job);
    JobCounts counts = settled(job);
    List<ChannelAccount> channels = channels(job);
    if (!keep) {
      job.drain(folder.savepoints());
      job.awaitEnd(PATIENCE);
    } else {
      job.checkpoint();
    }
    results.finish();
    Map<String, Long> rejected = RejectedTally.of(client(), pipeline.config().rejected().topic());
    DetectionReport detections =
        DetectionReport.of(plant.faults(), results.detector().detections());
    DemoReport summary =
        new DemoReport(
            pipeline,
            plant,
            catchUp,
            counts,
            channels,
            publishedReadings,
            results,
            rejected,
            detections);
    summary.print(out, CHECKPOINT_INTERVAL);
    Path page = report == null ? folder.report() : report;
    new ReportPage(plant, results.timeline(), detections).write(page);
    say("");
    say("Page with the scores: " + page.toAbsolutePath().toUri());
    say(
        "Topics: "
            + pipeline.config().input().topicNames().get(0)
            + " → "
            + outputTopic()
            + ", rejected: "
            + pipeline.config().rejected().topic()
            + (keep
                ? "   (still there, until Ctrl-C)"
                : "   (gone with the demo; --keep leaves them)"));
    if (keep) {
      say("Web UI: " + cluster.webUi() + "   Kafka: " + broker.bootstrapServers());
      broker.awaitClosed();
    }
    return summary.good();
  }

  @Override
  public void close() throws Exception {
    try (DemoFolder last = folder;
        KafkaBroker before = broker;
        LocalCluster first = cluster) {
      out.flush();
    }
  }

  private GroundTruth simulate() throws Exception {
    try (ProgressBar bar = Progress.bar("Simulating the plant", "%", 100)) {
      return plant.writeRecording(recording, share -> bar.stepTo(Math.round(100 * share)));
    }
  }

  private void createTopics() {
    broker.createTopic(pipeline.config().input().topicNames().get(0), PARTITIONS);
    // By the broker's clock, so that a result's append time can be told.
    broker.createTopic(
        outputTopic(), PARTITIONS, Map.of("message.timestamp.type", "LogAppendTime"));
    broker.createTopic(pipeline.config().rejected().topic(), 1);
  }

  private JobHandle submit() throws Exception {
    Configuration settings = JobSettings.of(pipeline.config());
    settings.set(CoreOptions.DEFAULT_PARALLELISM, PARALLELISM);
    settings.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, CHECKPOINT_INTERVAL);
    settings.set(CheckpointingOptions.CHECKPOINT_STORAGE, "filesystem");
    settings.set(
        CheckpointingOptions.CHECKPOINTS_DIRECTORY, folder.checkpoints().toUri().toString());
    StreamExecutionEnvironment env = cluster.env(settings);
    PipelineJob.define(env, pipeline);
    JobHandle job = cluster.submit(env);
    job.awaitRunning(PATIENCE);
    return job;
  }

  /** Publishes the backlog as fast as it goes, then the rest as it happened. */
  private CatchUp publish(GroundTruth truth, JobHandle job) throws Exception {
    String topic = pipeline.config().input().topicNames().get(0);
    long liveFromMillis = liveFromMicros / 1_000;
    CatchUp catchUp = null;
    long start = System.nanoTime();
    try (RecordingReader reader = Recordings.open(recording);
        MessagePublisher publisher = new MessagePublisher(client(), topic);
        ProgressBar bar = Progress.bar("Catching up", "readings", truth.readings())) {
      publisher.startAt(0, Speed.MAX);
      for (long sent = 0; sent < truth.records(); sent++) {
        RecordedMessage message = reader.next();
        if (catchUp == null && message.getTimestampMillis() >= liveFromMillis) {
          publisher.flush();
          awaitRead(job);
          catchUp = since(start, job);
          publisher.startAt(message.getTimestampMillis(), new Speed(1));
          bar.setExtraMessage(" live");
        }
        publishedReadings += sendTimes.note(bytes(message), System.currentTimeMillis());
        publisher.publish(message);
        bar.stepTo(publishedReadings);
      }
      publisher.flush();
    }
    awaitRead(job);
    return catchUp == null ? since(start, job) : catchUp;
  }

  private CatchUp since(long startNanos, JobHandle job) throws Exception {
    Duration duration = Duration.ofNanos(System.nanoTime() - startNanos);
    return new CatchUp(publishedReadings, duration, counts(job));
  }

  /** Waits until the job has read all that was published. */
  private void awaitRead(JobHandle job) throws Exception {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (ReadingAccount.of(counts(job)).read() < publishedReadings) {
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException(
            "the job did not read all that was published: status=" + job.status());
      }
      LockSupport.parkNanos(METRICS_INTERVAL.toNanos() / 4);
    }
  }

  /**
   * The job's counts once nothing moves any more and every reading has arrived somewhere. Subtasks
   * tell their counts one by one and late, so that two equal samples alone do not say that the job
   * is done. An account that never balances is returned as it is, for the report to say so.
   */
  private JobCounts settled(JobHandle job) throws Exception {
    JobCounts before = counts(job);
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      LockSupport.parkNanos(METRICS_INTERVAL.multipliedBy(3).toNanos());
      JobCounts now = counts(job);
      ReadingAccount account = ReadingAccount.of(now);
      boolean still = account.equals(ReadingAccount.of(before));
      if (still && (account.balances() || System.nanoTime() > deadline)) {
        return now;
      }
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException(
            "the job's counts do not settle: status=" + job.status() + ", " + account.line());
      }
      before = now;
    }
  }

  private JobCounts counts(JobHandle job) throws Exception {
    return JobCounts.of(cluster.webUi(), job.id().toHexString());
  }

  private List<ChannelAccount> channels(JobHandle job) throws Exception {
    return ChannelAccount.of(
        cluster.webUi(), job.id().toHexString(), pipeline.alignment().layout().measuredNames());
  }

  private String outputTopic() {
    return pipeline.config().outputs().get(pipeline.model().outputNames().get(0)).topic();
  }

  private Properties client() {
    return pipeline.config().kafka().clientProperties();
  }

  private String variable(String name) {
    return name.equals("TAPLINE_BOOTSTRAP_SERVERS") ? broker.bootstrapServers() : null;
  }

  private static byte[] bytes(RecordedMessage message) {
    byte[] bytes = new byte[message.getValue().remaining()];
    message.getValue().duplicate().get(bytes);
    return bytes;
  }

  private void say(String line) {
    out.println(line);
    out.flush();
  }
}
