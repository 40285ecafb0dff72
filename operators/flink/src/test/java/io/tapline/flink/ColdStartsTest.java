/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.flink;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ColdStartsTest {

  private final List<String> lines = new ArrayList<>();
  private final ColdStarts coldStarts = new ColdStarts(lines::add);

  @Test
  void shouldWriteTheFirstAndThenALineACheckpoint() {
    coldStarts.report();
    assertThat(lines).isEmpty();
    for (int i = 0; i < 10_000; i++) {
      coldStarts.add("saved=1, now=2");
    }
    assertThat(lines)
        .containsExactly(
            "Devices start cold, their rings being another network's: devices=1, since the task"
                + " started=1, the last: saved=1, now=2");

    coldStarts.report();
    coldStarts.report();
    assertThat(lines)
        .hasSize(2)
        .last()
        .isEqualTo(
            "Devices start cold, their rings being another network's: devices=9999, since the task"
                + " started=10000, the last: saved=1, now=2");
    assertThat(coldStarts.count()).isEqualTo(10_000);
  }
}
