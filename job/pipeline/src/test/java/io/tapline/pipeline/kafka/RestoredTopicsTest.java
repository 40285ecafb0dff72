/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.pipeline.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class RestoredTopicsTest {

  @Test
  void shouldTakeTheSameTopicsAndMore() {
    assertThat(RestoredTopics.problem(List.of("a", "b"), List.of("b", "a"))).isEmpty();
    assertThat(RestoredTopics.problem(List.of("a"), List.of("a", "new"))).isEmpty();
    assertThat(RestoredTopics.problem(List.of(), List.of("a"))).isEmpty();
  }

  @Test
  void shouldNameEveryTopicThatIsNoLongerConfigured() {
    assertThat(RestoredTopics.problem(List.of("c", "a", "b"), List.of("b", "new")))
        .contains(
            "the savepoint goes on reading a topic that is not configured: add it to input.topics, "
                + "or start without the savepoint: topic=a, c, input.topics=b, new");
  }
}
