/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.pipeline;

import io.tapline.alignment.Alignment;
import io.tapline.alignment.Partitioning;
import io.tapline.pipeline.config.InvalidConfigException;
import io.tapline.pipeline.config.PipelineConfig;
import io.tapline.pipeline.config.Purpose;
import io.tapline.pipeline.decode.Decoding;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * A job that has been checked whole: what it is configured to do, and what computes it.
 *
 * @param model null where none is configured, which {@link Purpose#FRAMES} allows
 */
public record Pipeline(
    PipelineConfig config, Decoding decoding, Alignment alignment, PipelineModel model) {

  /**
   * Reads a configuration and the model that it names.
   *
   * @throws InvalidConfigException with every mistake of both, and of the two together
   */
  public static Pipeline load(Path configFile) throws InvalidConfigException {
    return load(configFile, System::getenv);
  }

  /** The same, for another purpose than a job. */
  public static Pipeline load(Path configFile, Purpose purpose) throws InvalidConfigException {
    return new PipelineLoader(configFile, purpose, System::getenv).load();
  }

  /**
   * The same, with environment variables from elsewhere.
   *
   * @param variables gives a variable's value, or null where it is not set
   */
  public static Pipeline load(Path configFile, UnaryOperator<String> variables)
      throws InvalidConfigException {
    return new PipelineLoader(configFile, Purpose.JOB, variables).load();
  }

  /** The same, of records that come in one known order, as those of a recording do. */
  public Pipeline inOneOrder() {
    return new Pipeline(
        config, decoding, alignment.withPartitioning(Partitioning.ONE_PARTITION), model);
  }

  /** The same, with records under other names than their topics', as {@link Decoding#under}. */
  public Pipeline decodingUnder(Map<String, String> topicByName) {
    return new Pipeline(config, decoding.under(topicByName), alignment, model);
  }
}
