/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.pipeline;

import io.tapline.alignment.Alignment;
import io.tapline.pipeline.config.InvalidConfigException;
import io.tapline.pipeline.config.PipelineConfig;
import io.tapline.pipeline.decode.Decoding;
import java.nio.file.Path;
import java.util.function.UnaryOperator;

/** A job that has been checked whole: what it is configured to do, and what computes it. */
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

  /**
   * The same, with environment variables from elsewhere.
   *
   * @param variables gives a variable's value, or null where it is not set
   */
  public static Pipeline load(Path configFile, UnaryOperator<String> variables)
      throws InvalidConfigException {
    return new PipelineLoader(configFile, variables).load();
  }
}
