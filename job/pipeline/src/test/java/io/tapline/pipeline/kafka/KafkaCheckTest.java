/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.pipeline.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapline.pipeline.config.ConfigFile;
import org.junit.jupiter.api.Test;

/** What can be told without asking a broker. */
class KafkaCheckTest {

  @Test
  void shouldTellWhichSectionsAreMissing() throws Exception {
    String filesOnly =
        """
        name: job
        grid: {period: 10ms}
        channels: [{name: a}]
        model: model.yaml
        outputs: {features: {topic: results}}
        rejected: {topic: rejected}
        """;
    assertThat(new KafkaCheck(ConfigFile.parse(filesOnly, "p.yaml", name -> null)).problems())
        .containsExactly(
            "kafka: the section is missing: it says which broker the job runs against",
            "input: the section is missing: it says which topics the job reads");
  }
}
