/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.flink;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapline.flink.element.SourceRecord;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PartitionIdsTest {

  private final PartitionIds ids = new PartitionIds();

  private static SourceRecord record(String topic, int partition) {
    return new SourceRecord(topic, partition, 0, 0, new byte[0]);
  }

  @Test
  void shouldGiveTheNumbersThatStatesHave() {
    assertThat(ids.of(record("readings", 0))).isEqualTo(0x6cba_57d4_22a2_5538L);
    assertThat(ids.of(record("readings", 3))).isEqualTo(0x4caa_5bed_2543_8aebL);
    assertThat(ids.of(record("temperatur-ä", 1))).isEqualTo(0xb92d_8943_6e22_d92aL);
  }

  @Test
  void shouldGiveEachPartitionOneNumberOfItsOwn() {
    Set<Long> seen = new HashSet<>();
    for (int topic = 0; topic < 20; topic++) {
      for (int partition = 0; partition < 500; partition++) {
        seen.add(ids.of(record("topic-" + topic, partition)));
      }
    }

    assertThat(seen).hasSize(20 * 500);
  }

  @Test
  void shouldGiveTheSameWhicheverPartitionCameBefore() {
    long first = ids.of(record("a", 0));
    long other = ids.of(record("b", 0));

    assertThat(ids.of(record("a", 0))).isEqualTo(first).isNotEqualTo(other);
    assertThat(new PartitionIds().of(record("b", 0))).isEqualTo(other);
    assertThat(ids.of(record("a", 1))).isNotEqualTo(first);
  }
}
