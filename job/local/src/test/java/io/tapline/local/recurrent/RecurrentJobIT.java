/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.local.recurrent;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapline.local.account.JobMetrics;
import io.tapline.local.cluster.JobHandle;
import io.tapline.local.junit.TaplineExtension;
import io.tapline.network.Network;
import io.tapline.network.NetworkProcessor;
import io.tapline.network.NetworkState;
import io.tapline.network.run.OutputSink;
import io.tapline.pipeline.JobSettings;
import io.tapline.pipeline.Pipeline;
import io.tapline.pipeline.PipelineJob;
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
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A network of a convolution, an LSTM and a dense layer gives the bits of the offline network,
 * through Kafka and a job whose TaskManager is killed three times: in windows, and with states that
 * go on through the stream.
 */
class RecurrentJobIT {
  private static final int KILLS = 3;
  private static final int FRAMES = 160;
  private static final int FRAMES_A_MESSAGE = 8;
  private static final long PERIOD_MICROS = 10_000;
  private static final List<String> DEVICES = List.of("mill", "press");
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  @RegisterExtension
  static final TaplineExtension tapline =
      TaplineExtension.builder()
          .taskManagers(1)
          .slots(4)
          .configuration(JobMetrics.atOnce())
          .build();

  @TempDir private Path folder;

  /** TaskManagers are counted over all tests of the class. */
  private static int killed;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "model.h5 | {size: 24, hop: 5}",
        "model.onnx | {hop: 3}",
        "model.h5 | continuous",
        "model.onnx | continuous"
      })
  void shouldGiveTheBitsOfTheOfflineNetworkAfterKills(String model, String window)
      throws Exception {
    CnnLstm.keras(folder.resolve("model.h5"));
    TorchCnnLstm.write(folder.resolve("model.onnx"));
    String readings = tapline.createTopic("readings", 2);
    String results = tapline.createTopic("results", 2);
    Pipeline pipeline = pipeline(model, window, readings, results);
    StreamExecutionEnvironment env = tapline.cluster().env(JobSettings.of(pipeline.config()));
    PipelineJob.define(env, pipeline);
    JobHandle job = tapline.cluster().submit(env);
    int seen = 0;
    for (int part = 0; part <= KILLS; part++) {
      tapline.publish(
          readings, messages(part * FRAMES / (KILLS + 1), (part + 1) * FRAMES / (KILLS + 1)));
      if (part < KILLS) {
        seen = tapline.collect(results, seen + 1, PATIENCE).size();
        tapline.cluster().terminateTaskManager(killed++);
        tapline.cluster().startTaskManager();
        job.awaitRestarts(part + 1, PATIENCE);
      }
    }
    // A drain ends the input where the job has read to, which is behind after a restart.
    long sent = (long) DEVICES.size() * CnnLstm.CHANNELS * FRAMES;
    new JobMetrics(tapline.cluster().webUi(), job).awaitAccount(sent, PATIENCE);
    job.drain(folder.resolve("savepoint"));

    Map<String, List<float[]>> byDevice = byDevice(tapline.collectAll(results, PATIENCE));
    assertThat(byDevice).containsOnlyKeys(DEVICES);
    for (String device : DEVICES) {
      assertThat(byDevice.get(device).toArray(float[][]::new))
          .as(device)
          .isDeepEqualTo(offline(pipeline.model().network(), device));
    }
  }

  /** Values that float32 holds, so that frames are the readings. */
  private static float value(String device, int channel, int frame) {
    return (float) Math.sin(device.length() + channel * 2.1 + frame * 0.37);
  }

  private static List<RecordedMessage> messages(int from, int to) {
    List<RecordedMessage> messages = new ArrayList<>();
    ReadingEncoder encoder = new ReadingEncoder();
    Readings readings = new Readings();
    for (int start = from; start < to; start += FRAMES_A_MESSAGE) {
      int end = Math.min(to, start + FRAMES_A_MESSAGE);
      for (String device : DEVICES) {
        readings.begin(device);
        for (int channel = 0; channel < CnnLstm.CHANNELS; channel++) {
          readings.beginChannel("c" + channel);
          for (int frame = start; frame < end; frame++) {
            readings.add(frame * PERIOD_MICROS, value(device, channel, frame));
          }
        }
        messages.add(
            new RecordedMessage(
                (end - 1) * PERIOD_MICROS / 1_000,
                ByteBuffer.wrap(device.getBytes(StandardCharsets.UTF_8)),
                ByteBuffer.wrap(encoder.encode(readings))));
      }
    }
    return messages;
  }

  private static float[][] offline(Network network, String device) {
    float[] frames = new float[FRAMES * CnnLstm.CHANNELS];
    for (int i = 0; i < frames.length; i++) {
      frames[i] = value(device, i % CnnLstm.CHANNELS, i / CnnLstm.CHANNELS);
    }
    List<float[]> rows = new ArrayList<>();
    OutputSink sink =
        (output, frame, missing, values, at) ->
            rows.add(Arrays.copyOfRange(values, at, at + network.outputChannels()));
    NetworkProcessor processor = network.newProcessor();
    NetworkState state = network.newState();
    processor.process(frames, 0, FRAMES, state, sink);
    processor.finish(state, sink);
    return rows.toArray(float[][]::new);
  }

  private static Map<String, List<float[]>> byDevice(List<ConsumerRecord<byte[], byte[]>> records)
      throws Exception {
    Map<String, List<float[]>> byDevice = new TreeMap<>();
    FeatureVectorCodec codec = new FeatureVectorCodec();
    for (ConsumerRecord<byte[], byte[]> record : records) {
      FeatureVector result = codec.decode(record.value());
      float[] row = new float[result.getValues().size()];
      for (int i = 0; i < row.length; i++) {
        row[i] = result.getValues().get(i);
      }
      byDevice.computeIfAbsent(result.getDevice(), device -> new ArrayList<>()).add(row);
    }
    return byDevice;
  }

  private Pipeline pipeline(String model, String window, String readings, String results)
      throws Exception {
    Path config = folder.resolve("pipeline.yaml");
    Files.writeString(
        config,
        """
        name: %s
        kafka: {bootstrap-servers: "%s"}
        input: {topics: [%s], start: earliest}
        grid: {period: 10ms}
        time: {disorder: 20ms, wait: 100ms, max-gap: 500ms, idle-flush: 10min}
        channels: [{name: c0}, {name: c1}]
        model: %s
        window: %s
        outputs: {%s: {topic: %s}}
        rejected: {topic: %s}
        delivery: {transaction-timeout: 2min}
        execution: {parallelism: 2, checkpoint-interval: 200ms, checkpoint-timeout: 20s}
        """
            .formatted(
                results,
                tapline.broker().bootstrapServers(),
                readings,
                model,
                window,
                model.endsWith("h5") ? "dense" : "scores",
                results,
                tapline.createTopic("rejected", 1)));
    return Pipeline.load(config);
  }
}
