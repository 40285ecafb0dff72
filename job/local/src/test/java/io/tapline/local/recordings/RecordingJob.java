/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.local.recordings;

import io.tapline.local.cluster.JobHandle;
import io.tapline.local.junit.TaplineExtension;
import io.tapline.local.recordings.RealRecording.ChannelOfFrame;
import io.tapline.models.Model;
import io.tapline.models.ModelFile;
import io.tapline.pipeline.JobSettings;
import io.tapline.pipeline.Pipeline;
import io.tapline.pipeline.Topology;
import io.tapline.pipeline.kafka.KafkaSinks;
import io.tapline.pipeline.kafka.KafkaSources;
import io.tapline.schemas.ReadingEncoder;
import io.tapline.schemas.Readings;
import io.tapline.schemas.RecordedMessage;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** One run of the main job over a recording: its topics, its configuration, its messages. */
final class RecordingJob {

  static final String OUTPUT = "features";

  private static final long MINUTE_MICROS = 60_000_000;

  private final TaplineExtension tapline;
  private final RealRecording recording;
  private final Pipeline pipeline;
  final String readings;
  final String results;
  final String rejected;

  RecordingJob(
      TaplineExtension tapline,
      Path folder,
      RealRecording recording,
      PlainNetwork network,
      int blockFrames,
      int parallelism)
      throws Exception {
    this.tapline = tapline;
    this.recording = recording;
    readings = tapline.createTopic(recording.name() + "-readings", 2);
    results = tapline.createTopic(recording.name() + "-results", 2);
    rejected = tapline.createTopic(recording.name() + "-rejected", 2);
    Model model = Model.of(recording.name(), "1", network.graph(OUTPUT));
    ModelFile.write(folder.resolve("model.yaml"), model);
    Path config = folder.resolve(results + ".yaml");
    Files.writeString(config, yaml(blockFrames, parallelism));
    pipeline = Pipeline.load(config);
  }

  /** Reads what the topic holds, and ends. */
  JobHandle startBounded() throws Exception {
    return start(KafkaSources.bounded(pipeline.config()));
  }

  /** Reads for ever. */
  JobHandle startContinuous() throws Exception {
    return start(KafkaSources.continuous(pipeline.config()));
  }

  void publish(List<Row> rows) {
    List<RecordedMessage> messages = new ArrayList<>();
    ReadingEncoder encoder = new ReadingEncoder();
    Readings readings = new Readings();
    for (Row row : rows) {
      readings.begin(row.device());
      for (int i = 0; i < row.values().length; i++) {
        readings.beginChannel(recording.channels().get(row.firstChannel() + i).name());
        readings.add(row.micros(), row.values()[i]);
      }
      ByteBuffer key = ByteBuffer.wrap(row.device().getBytes(StandardCharsets.UTF_8));
      ByteBuffer value = ByteBuffer.wrap(encoder.encode(readings));
      messages.add(new RecordedMessage(row.micros() / 1_000, key, value));
    }
    tapline.publish(this.readings, messages);
  }

  /**
   * Moves Kafka's time on in every partition, as other devices of a live system do: readings of
   * devices that send nothing else of that time.
   *
   * @param minutes how long after the recording's end
   */
  void publishOfOtherDevices(int minutes) {
    long last = recording.rows().get(recording.rows().size() - 1).micros();
    long closing = last + minutes * MINUTE_MICROS;
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < 32; i++) {
      double[] value = {0};
      rows.add(new Row("other-" + minutes + "-" + i, 0, closing, value));
    }
    publish(rows);
  }

  private JobHandle start(KafkaSources sources) throws Exception {
    StreamExecutionEnvironment env = tapline.cluster().env(JobSettings.of(pipeline.config()));
    Topology.define(env, pipeline, sources, new KafkaSinks(pipeline));
    return tapline.cluster().submit(env);
  }

  private String yaml(int blockFrames, int parallelism) {
    StringBuilder channels = new StringBuilder();
    for (ChannelOfFrame channel : recording.channels()) {
      channels.append(
          "  - {name: %s, aggregate: mean, max-age: %dus, scale: %s, offset: %s}%n"
              .formatted(
                  channel.name(), recording.maxAgeMicros(), channel.scale(), channel.offset()));
    }
    return """
        name: %s
        kafka:
          bootstrap-servers: %s
        input:
          topics: [%s]
          start: earliest
        grid: {period: %dus}
        time:
          disorder: %dus
          wait: %dus
          max-gap: %dus
          idle-flush: 30s
        channels:
        %smodel: model.yaml
        outputs:
          %s: {topic: %s}
        rejected: {topic: %s}
        delivery: {transaction-timeout: 2min}
        execution:
          parallelism: %d
          block-frames: %d
          checkpoint-interval: 200ms
          checkpoint-timeout: 20s
        """
        .formatted(
            results,
            tapline.broker().bootstrapServers(),
            readings,
            recording.periodMicros(),
            RealRecording.DISORDER_MICROS,
            RealRecording.WAIT_MICROS,
            RealRecording.MAX_GAP_MICROS,
            channels,
            OUTPUT,
            results,
            rejected,
            parallelism,
            blockFrames);
  }
}
