/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.flink;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ChannelMetricNamesTest {

  @Test
  void shouldCallChannelsByTheirNames() {
    assertThat(ChannelMetricNames.of(List.of("motor.x", "Öl temp", "a-b")))
        .containsExactly("motor.x", "Öl temp", "a-b");
  }

  @Test
  void shouldNumberNamesThatWouldLookAlike() {
    List<String> names =
        ChannelMetricNames.of(List.of("a.b", "a_b", "a b", "a_b-2", "a:b", "a,b-2"));

    assertThat(names).containsExactly("a.b", "a_b-2", "a b-3", "a_b-2-2", "a:b-4", "a,b-2-3");
    assertThat(names.stream().map(ChannelMetricNames::shown)).doesNotHaveDuplicates();
  }
}
