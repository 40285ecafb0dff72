/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.local.frames;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapline.local.junit.TaplineExtension;
import io.tapline.local.plant.Plant;
import io.tapline.pipeline.JobSettings;
import io.tapline.pipeline.Pipeline;
import io.tapline.pipeline.Topology;
import io.tapline.pipeline.kafka.KafkaSinks;
import io.tapline.pipeline.kafka.KafkaSources;
import io.tapline.schemas.Frame;
import io.tapline.schemas.FrameCodec;
import io.tapline.schemas.RecordedMessage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The frames of the simulated plant, with its late, lost and wrong readings, on their topic. */
class FrameTopicIT {

  private static final Path PLANT =
      Path.of(System.getProperty("basedir", ".")).resolve("../../deploy/examples/plant");
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  @RegisterExtension
  static final TaplineExtension tapline = TaplineExtension.builder().slots(2).build();

  @TempDir Path folder;

  @Test
  void shouldPublishTheFramesThatTheAlignerGivesAndLeaveTheResultsAsTheyAre() throws Exception {
    List<RecordedMessage> messages = new ArrayList<>();
    new Plant(7, Duration.ofSeconds(20)).messages().forEachRemaining(messages::add);
    String readings = tapline.createTopic("readings", 2);
    tapline.publish(readings, messages);
    String frames = tapline.createTopic("frames", 3);
    String withFrames = tapline.createTopic("scores", 2);
    String without = tapline.createTopic("scores", 2);

    Pipeline pipeline = run(readings, withFrames, "frames: {topic: %s}\n".formatted(frames));
    run(readings, without, "");

    Map<String, List<Frame>> expected = new AlignerAlone(pipeline.alignment()).framesOf(messages);
    assertThat(expected).hasSize(8);
    assertThat(expected.values())
        .allSatisfy(ofDevice -> assertThat(ofDevice).hasSizeGreaterThan(1_000));
    assertThat(frames(frames)).isEqualTo(expected);
    assertThat(bytes(without)).hasSize(8);
    assertThat(bytes(withFrames).equals(bytes(without))).as("the results are the same").isTrue();
  }

  private Pipeline run(String readings, String scores, String more) throws Exception {
    for (String file : new String[] {"plant-faults.yaml", "plant-faults.safetensors"}) {
      if (!Files.exists(folder.resolve(file))) {
        Files.copy(PLANT.resolve(file), folder.resolve(file));
      }
    }
    String yaml =
        Files.readString(PLANT.resolve("pipeline.yaml"))
            .replace(
                "${env:TAPLINE_BOOTSTRAP_SERVERS:-127.0.0.1:9092}",
                tapline.broker().bootstrapServers())
            .replace("[plant.readings]", "[%s]\n  start: earliest".formatted(readings))
            .replace("plant.fault-scores", scores)
            .replace("plant.rejected", tapline.createTopic("rejected", 1))
            // The partitions of a bounded run are not read in step: only the end is a silence.
            .replace("idle-flush: 5s", "idle-flush: 1h");
    Path config = folder.resolve(scores + ".yaml");
    Files.writeString(config, yaml + more + "execution: {parallelism: 2}\n");
    Pipeline pipeline = Pipeline.load(config);
    StreamExecutionEnvironment env = tapline.cluster().env(JobSettings.of(pipeline.config()));
    Topology.define(
        env, pipeline, KafkaSources.bounded(pipeline.config()), new KafkaSinks(pipeline));
    assertThat(tapline.cluster().submit(env).awaitEnd(PATIENCE)).isEqualTo(JobStatus.FINISHED);
    return pipeline;
  }

  private static Map<String, List<Frame>> frames(String topic) throws Exception {
    FrameCodec codec = new FrameCodec();
    Map<String, List<Frame>> byDevice = new TreeMap<>();
    for (ConsumerRecord<byte[], byte[]> record : tapline.collectAll(topic, PATIENCE)) {
      Frame frame = codec.decode(record.value());
      assertThat(record.key()).asString(StandardCharsets.UTF_8).isEqualTo(frame.getDevice());
      assertThat(record.timestamp()).isEqualTo(frame.getTimestampMicros() / 1_000);
      byDevice.computeIfAbsent(frame.getDevice(), none -> new ArrayList<>()).add(frame);
    }
    return byDevice;
  }

  private static Map<String, List<String>> bytes(String topic) {
    Map<String, List<String>> byDevice = new TreeMap<>();
    for (ConsumerRecord<byte[], byte[]> record : tapline.collectAll(topic, PATIENCE)) {
      byDevice
          .computeIfAbsent(new String(record.key(), StandardCharsets.UTF_8), d -> new ArrayList<>())
          .add(HexFormat.of().formatHex(record.value()));
    }
    return byDevice;
  }
}
