/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.local.recordings;

import io.tapline.local.cluster.JobHandle;
import io.tapline.local.junit.TaplineExtension;
import io.tapline.pipeline.JobSettings;
import io.tapline.pipeline.Pipeline;
import io.tapline.pipeline.Topology;
import io.tapline.pipeline.kafka.KafkaSinks;
import io.tapline.pipeline.kafka.KafkaSources;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** One run of the main job over a recording on the mini-cluster. */
final class RecordingJob {

  private static final int PARTITIONS = 2;
  private static final AtomicInteger RUNS = new AtomicInteger();

  final RecordingTopics topics;
  private final TaplineExtension tapline;
  private final Pipeline pipeline;

  RecordingJob(
      TaplineExtension tapline,
      Path folder,
      RealRecording recording,
      PlainNetwork network,
      int blockFrames,
      int parallelism)
      throws Exception {
    this.tapline = tapline;
    String run = recording.name() + "-" + RUNS.incrementAndGet();
    topics = new RecordingTopics(tapline.broker().bootstrapServers(), run, recording);
    for (String topic : topics.names()) {
      tapline.broker().createTopic(topic, PARTITIONS);
    }
    pipeline =
        Pipeline.load(RecordingConfig.write(folder, topics, network, blockFrames, parallelism));
  }

  /** Reads what the topic holds, and ends. */
  JobHandle startBounded() throws Exception {
    return start(KafkaSources.bounded(pipeline.config()));
  }

  /** Reads for ever. */
  JobHandle startContinuous() throws Exception {
    return start(KafkaSources.continuous(pipeline.config()));
  }

  private JobHandle start(KafkaSources sources) throws Exception {
    StreamExecutionEnvironment env = tapline.cluster().env(JobSettings.of(pipeline.config()));
    Topology.define(env, pipeline, sources, new KafkaSinks(pipeline));
    return tapline.cluster().submit(env);
  }
}
