/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.local.limits;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapline.local.cluster.JobHandle;
import io.tapline.local.junit.TaplineExtension;
import io.tapline.models.Model;
import io.tapline.models.ModelFile;
import io.tapline.network.function.Activation;
import io.tapline.network.graph.NetworkGraph;
import io.tapline.network.layer.convolution.Convolution;
import io.tapline.pipeline.JobSettings;
import io.tapline.pipeline.Pipeline;
import io.tapline.pipeline.Topology;
import io.tapline.pipeline.kafka.KafkaCheck;
import io.tapline.pipeline.kafka.KafkaSinks;
import io.tapline.pipeline.kafka.KafkaSources;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** A job of two channels that writes to topics with limits of their own. */
final class LimitedJob {

  final String results;
  final String frames;
  final String rejected;
  private final TaplineExtension tapline;
  private final Pipeline pipeline;

  LimitedJob(TaplineExtension tapline, Path folder, String readings, Map<String, String> limits)
      throws Exception {
    this.tapline = tapline;
    results = readings + "-results";
    frames = readings + "-frames";
    rejected = readings + "-rejected";
    for (String topic : List.of(results, frames, rejected)) {
      tapline.broker().createTopic(topic, 1, limits);
    }
    ModelFile.write(folder.resolve("model.yaml"), model());
    Path config = folder.resolve("pipeline.yaml");
    Files.writeString(
        config,
        """
        name: %s
        kafka: {bootstrap-servers: '%s'}
        input: {start: earliest, topics: [%s]}
        grid: {period: 10ms}
        time: {idle-flush: 1h}
        channels: [{name: a}, {name: b}]
        model: model.yaml
        outputs: {features: {topic: %s}}
        frames: {topic: %s}
        rejected: {topic: %s}
        delivery: {transaction-timeout: 2min}
        execution: {parallelism: 1, checkpoint-interval: 200ms, checkpoint-timeout: 20s}
        """
            .formatted(
                "job-" + readings,
                tapline.broker().bootstrapServers(),
                readings,
                results,
                frames,
                rejected));
    pipeline = Pipeline.load(config);
  }

  /** Reads what the topic holds; the job is let run, and ends without a single restart. */
  void runToItsEnd(Duration patience) throws Exception {
    assertThat(new KafkaCheck(pipeline).problems()).isEmpty();
    StreamExecutionEnvironment env = tapline.cluster().env(JobSettings.of(pipeline.config()));
    Topology.define(
        env, pipeline, KafkaSources.bounded(pipeline.config()), new KafkaSinks(pipeline));
    JobHandle job = tapline.cluster().submit(env);
    job.awaitFinished(patience);
    assertThat(job.restarts()).isZero();
  }

  private static Model model() {
    return Model.of(
        "small",
        "1",
        NetworkGraph.sequence(
            2,
            List.of(
                Convolution.pointwise("head")
                    .filters(1)
                    .kernel(new float[] {1, 2})
                    .activation(Activation.LINEAR)
                    .build()),
            "features"));
  }
}
