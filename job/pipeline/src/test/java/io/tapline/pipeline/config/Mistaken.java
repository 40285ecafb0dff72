/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.pipeline.config;

import java.util.List;
import java.util.Map;

/** A minimal configuration to make mistakes in, and what is told of them. */
final class Mistaken {

  /** The least that a configuration may say, one key a line; sections follow in the tests. */
  static final String MINIMAL =
      """
      name: job
      grid: {period: 10ms}
      channels: [{name: a}]
      model: model.yaml
      outputs: {features: {topic: results}}
      rejected: {topic: rejected}
      """;

  private Mistaken() {}

  static PipelineConfig minimalWith(String more) {
    return parse(MINIMAL + more, Map.of());
  }

  static PipelineConfig parse(String yaml, Map<String, String> environment) {
    try {
      return ConfigFile.parse(yaml, "p.yaml", environment::get);
    } catch (InvalidConfigException e) {
      throw new AssertionError("should be valid: " + e.problems(), e);
    }
  }

  static List<String> problemsOf(String yaml) {
    return problemsOf(yaml, Map.of());
  }

  static List<String> problemsOf(String yaml, Map<String, String> environment) {
    try {
      ConfigFile.parse(yaml, "p.yaml", environment::get);
      return List.of();
    } catch (InvalidConfigException e) {
      return e.problems();
    }
  }
}
