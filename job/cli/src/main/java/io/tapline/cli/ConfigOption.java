/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.cli;

import io.tapline.pipeline.Pipeline;
import io.tapline.pipeline.config.InvalidConfigException;
import io.tapline.pipeline.config.Purpose;
import io.tapline.pipeline.kafka.KafkaCheck;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;

/** The option that names a configuration, for every command that takes one. */
public final class ConfigOption {

  @Option(
      names = "--config",
      required = true,
      paramLabel = "FILE",
      description = "The pipeline: topics, grid, channels, model, outputs (YAML).")
  private Path file;

  /** The pipeline, checked without a look at Kafka. */
  public Pipeline pipeline() throws InvalidConfigException {
    return pipeline(Purpose.JOB);
  }

  /** The same for another purpose than a job, which may need less of the configuration. */
  public Pipeline pipeline(Purpose purpose) throws InvalidConfigException {
    return Pipeline.load(file, purpose);
  }

  /** The pipeline, whose broker answers and whose topics are there. */
  public Pipeline pipelineOnKafka() throws InvalidConfigException {
    Pipeline pipeline = pipeline();
    List<String> problems = new KafkaCheck(pipeline).problems();
    if (!problems.isEmpty()) {
      throw new InvalidConfigException(
          problems.stream().map(problem -> file.getFileName() + ": " + problem).toList());
    }
    return pipeline;
  }
}
