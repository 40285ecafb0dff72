/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.flink.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ArrivalsTest {

  @ParameterizedTest
  @CsvSource({"10, 1", "10, 15", "7000, 3"})
  void shouldBringEveryReadingOnceAndNoneLaterThanTheDisorder(int devices, int passes) {
    Arrivals arrivals = new Arrivals(devices, passes, Order.DISORDERED);
    Set<Integer> seen = new HashSet<>();
    int at = 0;
    int late = 0;
    for (int time = 0; time < arrivals.turns(); time++) {
      for (; at < arrivals.endOf(time); at++) {
        int record = arrivals.records()[at];
        int turn = Arrivals.turnOf(record);
        assertThat(time - turn).isBetween(0, Arrivals.DISORDER_TURNS);
        late += turn < time ? 1 : 0;
        int reading = Math.floorMod(turn, arrivals.turns()) * passes + Arrivals.passOf(record);
        assertThat(seen.add(reading * devices + Arrivals.deviceOf(record))).isTrue();
      }
    }
    assertThat(seen).hasSize(arrivals.turns() * passes * devices);
    assertThat(late).isGreaterThan(seen.size() / 2);
  }

  @Test
  void shouldTurnToAnotherDeviceWithEveryRecordInOrder() {
    Arrivals arrivals = new Arrivals(1_000, 15, Order.IN_ORDER);
    for (int at = 1; at < arrivals.records().length; at++) {
      assertThat(Arrivals.deviceOf(arrivals.records()[at]))
          .isNotEqualTo(Arrivals.deviceOf(arrivals.records()[at - 1]));
    }
  }

  @ParameterizedTest
  @EnumSource(Order.class)
  void shouldLetBothMakeTheSameFrames(Order order) throws Exception {
    Agreement.check(3, Shape.READING, order);
    Agreement.check(3, Shape.TICK, order);
    Agreement.check(15, Shape.BLOCK, order);
  }
}
