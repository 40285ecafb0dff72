/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.local.formats;

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
import io.tapline.pipeline.kafka.KafkaSinks;
import io.tapline.pipeline.kafka.KafkaSources;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** One job over given topics, with topics of its own for what it writes. */
final class FormatsJob {

  final String results;
  final String rejected;
  private final TaplineExtension tapline;
  private final Pipeline pipeline;

  /**
   * @param input the configuration's section of this name
   */
  FormatsJob(TaplineExtension tapline, Path folder, String input) throws Exception {
    this.tapline = tapline;
    results = tapline.createTopic("results", 1);
    rejected = tapline.createTopic("rejected", 1);
    ModelFile.write(folder.resolve("model.yaml"), model());
    Path config = folder.resolve(results + ".yaml");
    Files.writeString(
        config,
        """
        name: %s
        kafka: {bootstrap-servers: '%s'}
        %s
        grid: {period: 10ms}
        time: {disorder: 10s, wait: 10s, idle-flush: 1h}
        channels: [{name: a, aggregate: mean}, {name: b}]
        model: model.yaml
        outputs: {features: {topic: %s}}
        rejected: {topic: %s}
        delivery: {transaction-timeout: 2min}
        execution: {parallelism: 2, checkpoint-interval: 200ms, checkpoint-timeout: 20s}
        """
            .formatted(
                "job-" + results,
                tapline.broker().bootstrapServers(),
                input.stripTrailing(),
                results,
                rejected));
    pipeline = Pipeline.load(config);
  }

  private static Model model() {
    return Model.of(
        "small",
        "1",
        NetworkGraph.sequence(
            2,
            List.of(
                Convolution.named("conv")
                    .filters(1)
                    .kernelSize(2)
                    .kernel(new float[] {1, 2, 3, 4})
                    .activation(Activation.LINEAR)
                    .build()),
            "features"));
  }

  /** Reads what the topics hold, and ends. */
  JobHandle startBounded() throws Exception {
    StreamExecutionEnvironment env = tapline.cluster().env(JobSettings.of(pipeline.config()));
    Topology.define(
        env, pipeline, KafkaSources.bounded(pipeline.config()), new KafkaSinks(pipeline));
    return tapline.cluster().submit(env);
  }
}
