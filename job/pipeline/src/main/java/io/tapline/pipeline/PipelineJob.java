/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.pipeline;

import io.tapline.pipeline.config.InvalidConfigException;
import io.tapline.pipeline.kafka.KafkaCheck;
import io.tapline.pipeline.kafka.KafkaSinks;
import io.tapline.pipeline.kafka.KafkaSources;
import java.nio.file.Path;
import java.util.List;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.ParameterTool;

/**
 * The main class of the jar to submit: {@code flink run … tapline-pipeline.jar --config FILE}.
 *
 * <p>Configuration and model are read and checked where the job is submitted from; the cluster is
 * sent what they say.
 */
public final class PipelineJob {

  private PipelineJob() {}

  public static void main(String[] arguments) throws Exception {
    String config = ParameterTool.fromArgs(arguments).get("config");
    if (config == null) {
      throw new IllegalArgumentException("which configuration? give --config FILE");
    }
    Pipeline pipeline = Pipeline.load(Path.of(config));
    List<String> problems = new KafkaCheck(pipeline).problems();
    if (!problems.isEmpty()) {
      throw new InvalidConfigException(problems);
    }
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.getExecutionEnvironment(JobSettings.of(pipeline.config()));
    define(env, pipeline);
    env.execute(pipeline.config().name());
  }

  /** The job between its configured topics. */
  public static void define(StreamExecutionEnvironment env, Pipeline pipeline) {
    Topology.define(
        env, pipeline, KafkaSources.continuous(pipeline.config()), new KafkaSinks(pipeline));
  }
}
