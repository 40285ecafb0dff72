/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.pipeline;

import io.tapline.alignment.Alignment;
import io.tapline.pipeline.config.InvalidConfigException;
import io.tapline.pipeline.config.PipelineConfig;
import java.nio.file.Path;

/** A job that has been checked whole: what it is configured to do, and what computes it. */
public record Pipeline(PipelineConfig config, Alignment alignment, PipelineModel model) {

  /**
   * Reads a configuration and the model that it names.
   *
   * @throws InvalidConfigException with every mistake of both, and of the two together
   */
  public static Pipeline load(Path configFile) throws InvalidConfigException {
    return new PipelineLoader(configFile).load();
  }

  /** The same job with other frames in a block, which moves no bit of its results. */
  public Pipeline withAlignment(Alignment other) {
    return new Pipeline(config, other, model);
  }
}
