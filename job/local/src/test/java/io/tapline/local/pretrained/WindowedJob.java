/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.local.pretrained;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapline.local.junit.TaplineExtension;
import io.tapline.models.source.ModelSource;
import io.tapline.pipeline.JobSettings;
import io.tapline.pipeline.Pipeline;
import io.tapline.pipeline.Topology;
import io.tapline.pipeline.kafka.KafkaSinks;
import io.tapline.pipeline.kafka.KafkaSources;
import io.tapline.schemas.FeatureVector;
import io.tapline.schemas.FeatureVectorCodec;
import io.tapline.schemas.ReadingEncoder;
import io.tapline.schemas.Readings;
import io.tapline.schemas.RecordedMessage;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** One bounded run of the main job with a model that collapses time. */
final class WindowedJob {

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final int ROWS_A_MESSAGE = 25;

  private final TaplineExtension tapline;
  private final Path folder;
  private Path model;
  private String period;
  private String window = "";
  private String channels;

  WindowedJob(TaplineExtension tapline, Path folder) {
    this.tapline = tapline;
    this.folder = folder;
  }

  WindowedJob model(Path file) {
    model = file;
    return this;
  }

  WindowedJob period(String duration) {
    period = duration;
    return this;
  }

  /** The windows; those that the model declares where this is not called. */
  WindowedJob window(String yaml) {
    window = "window: " + yaml;
    return this;
  }

  WindowedJob channels(String yaml) {
    channels = yaml;
    return this;
  }

  /**
   * Publishes rows, one a period for each device, and gives the results of each device in order.
   *
   * @param names the channels that a row has values of
   */
  Map<String, List<FeatureVector>> run(
      List<String> names, long periodMicros, Map<String, List<double[]>> devices) throws Exception {
    String readings = tapline.createTopic("readings", 2);
    String results = tapline.createTopic("results", 2);
    String rejected = tapline.createTopic("rejected", 1);
    tapline.publish(readings, messages(names, periodMicros, devices));
    Path config = folder.resolve("pipeline.yaml");
    Files.writeString(config, yaml(readings, results, rejected));
    Pipeline pipeline = Pipeline.load(config);
    StreamExecutionEnvironment env = tapline.cluster().env(JobSettings.of(pipeline.config()));
    Topology.define(
        env, pipeline, KafkaSources.bounded(pipeline.config()), new KafkaSinks(pipeline));
    assertThat(tapline.cluster().submit(env).awaitEnd(PATIENCE)).isEqualTo(JobStatus.FINISHED);
    assertThat(tapline.collectAll(rejected, PATIENCE)).isEmpty();
    return byDevice(tapline.collectAll(results, PATIENCE));
  }

  private static List<RecordedMessage> messages(
      List<String> names, long periodMicros, Map<String, List<double[]>> devices) {
    List<RecordedMessage> messages = new ArrayList<>();
    ReadingEncoder encoder = new ReadingEncoder();
    Readings readings = new Readings();
    devices.forEach(
        (device, rows) -> {
          for (int from = 0; from < rows.size(); from += ROWS_A_MESSAGE) {
            int to = Math.min(rows.size(), from + ROWS_A_MESSAGE);
            readings.begin(device);
            for (int channel = 0; channel < names.size(); channel++) {
              readings.beginChannel(names.get(channel));
              for (int row = from; row < to; row++) {
                readings.add(row * periodMicros, rows.get(row)[channel]);
              }
            }
            messages.add(
                new RecordedMessage(
                    (to - 1) * periodMicros / 1_000,
                    ByteBuffer.wrap(device.getBytes(StandardCharsets.UTF_8)),
                    ByteBuffer.wrap(encoder.encode(readings))));
          }
        });
    return messages;
  }

  private static Map<String, List<FeatureVector>> byDevice(
      List<ConsumerRecord<byte[], byte[]>> records) throws Exception {
    Map<String, List<FeatureVector>> byDevice = new TreeMap<>();
    FeatureVectorCodec codec = new FeatureVectorCodec();
    for (ConsumerRecord<byte[], byte[]> record : records) {
      FeatureVector result = codec.decode(record.value());
      byDevice.computeIfAbsent(result.getDevice(), device -> new ArrayList<>()).add(result);
    }
    return byDevice;
  }

  private String yaml(String readings, String results, String rejected) throws Exception {
    return """
        name: %s
        kafka: {bootstrap-servers: "%s"}
        input: {topics: [%s], start: earliest}
        grid: {period: %s}
        time: {disorder: 100ms, wait: 1s, max-gap: 1s, idle-flush: 10min}
        channels:
        %smodel: %s
        %s
        outputs: {%s: {topic: %s}}
        rejected: {topic: %s}
        delivery: {transaction-timeout: 2min}
        execution: {parallelism: 2, checkpoint-interval: 1s, checkpoint-timeout: 20s}
        """
        .formatted(
            results,
            tapline.broker().bootstrapServers(),
            readings,
            period,
            channels.indent(2),
            model,
            window,
            outputName(),
            results,
            rejected);
  }

  private String outputName() throws Exception {
    return ModelSource.read(model).outputNames().get(0);
  }
}
