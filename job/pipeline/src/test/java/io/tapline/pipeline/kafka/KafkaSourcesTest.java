/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.pipeline.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapline.pipeline.config.ConfigFile;
import io.tapline.pipeline.config.InvalidConfigException;
import org.junit.jupiter.api.Test;

class KafkaSourcesTest {

  @Test
  void shouldReadWhatIsCommittedUnlessToldOtherwise() throws Exception {
    assertThat(isolation("")).isEqualTo("read_committed");
    assertThat(isolation(", properties: {isolation.level: read_uncommitted}"))
        .isEqualTo("read_uncommitted");
  }

  private static String isolation(String properties) throws InvalidConfigException {
    String yaml =
        """
        name: job
        kafka: {bootstrap-servers: 'localhost:9'%s}
        grid: {period: 10ms}
        channels: [{name: a}]
        model: model.yaml
        outputs: {features: {topic: results}}
        rejected: {topic: rejected}
        """
            .formatted(properties);
    return KafkaSources.consumerProperties(ConfigFile.parse(yaml, "p.yaml", name -> null))
        .getProperty("isolation.level");
  }
}
