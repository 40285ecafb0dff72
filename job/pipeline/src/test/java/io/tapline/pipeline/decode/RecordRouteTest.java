/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.pipeline.decode;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tapline.alignment.Route;
import io.tapline.flink.element.SourceRecord;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RecordRouteTest {

  private final RecordRoute route = new RecordRoute(Set.of("declared"));

  private static SourceRecord record(String topic, String key, boolean decided) {
    byte[] bytes = key == null ? null : key.getBytes(UTF_8);
    return new SourceRecord(topic, 0, 0, 0, new byte[0], bytes, decided);
  }

  @Test
  void shouldGoByDeviceInTopicThatIsDeclaredSo() {
    assertThat(route.of(record("declared", null, false), "press")).isEqualTo(Route.BY_DEVICE);
    assertThat(route.of(record("declared", "x", false), "press")).isEqualTo(Route.BY_DEVICE);
  }

  @Test
  void shouldGoByDeviceInTopicOfOnePartition() {
    assertThat(route.of(record("t", null, true), "press")).isEqualTo(Route.BY_DEVICE);
  }

  @Test
  void shouldGoByDeviceWhereTheDecidingKeyIsItsName() {
    assertThat(route.of(record("t", "press", true), "press")).isEqualTo(Route.BY_DEVICE);
    assertThat(route.of(record("t", "pressé-漢", true), "pressé-漢")).isEqualTo(Route.BY_DEVICE);
  }

  @Test
  void shouldGoByKeyWhereTheKeyIsAnotherName() {
    for (String key : new String[] {"", "pres", "press1", "Press", "pressé"}) {
      long route = this.route.of(record("t", key, true), "press");
      assertThat(route).as(key).isNotIn(Route.BY_DEVICE, Route.NONE);
    }
  }

  @Test
  void shouldGoByKeyWhereTheKeyDidNotDecide() {
    assertThat(route.of(record("t", "press", false), "press")).isNotIn(Route.BY_DEVICE, Route.NONE);
  }

  @Test
  void shouldGoAnywhereWithoutAKey() {
    assertThat(route.of(record("t", null, false), "press")).isEqualTo(Route.NONE);
  }

  @Test
  void shouldTellKeysAndTopicsApart() {
    long one = route.of(record("t", "a", true), "press");

    assertThat(route.of(record("t", "a", true), "other")).isEqualTo(one);
    assertThat(route.of(record("t", "b", true), "press")).isNotEqualTo(one);
    assertThat(route.of(record("u", "a", true), "press")).isNotEqualTo(one);
  }
}
