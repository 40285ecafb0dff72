/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapline.pipeline.config.ConfigFile;
import org.junit.jupiter.api.Test;

class WantedTopicTest {

  private static final String YAML =
      """
      name: job
      input: {topics: [readings, backlog]}
      grid: {period: 10ms}
      channels: [{name: a}]
      model: model.yaml
      outputs: {y: {topic: scores}, x: {topic: features}}
      rejected: {topic: rejected}
      """;

  @Test
  void shouldWantEveryTopicThatIsReadOrWritten() throws Exception {
    String yaml = YAML + "frames: {topic: frames}\n";

    assertThat(WantedTopic.of(ConfigFile.parse(yaml, "p.yaml", name -> null), 3))
        .containsExactly(
            new WantedTopic("readings", 3, false),
            new WantedTopic("backlog", 3, false),
            new WantedTopic("scores", 3, true),
            new WantedTopic("features", 3, true),
            new WantedTopic("frames", 3, true),
            new WantedTopic("rejected", 3, true));
  }

  @Test
  void shouldWantNoTopicForFramesThatNobodyAskedFor() throws Exception {
    assertThat(WantedTopic.of(ConfigFile.parse(YAML, "p.yaml", name -> null), 1))
        .extracting(WantedTopic::name)
        .containsExactly("readings", "backlog", "scores", "features", "rejected");
  }
}
