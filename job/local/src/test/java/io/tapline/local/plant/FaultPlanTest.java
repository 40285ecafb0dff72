/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.local.plant;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class FaultPlanTest {

  @Test
  void shouldHaveThreeFaultsOfEveryKindInTwoMinutes() {
    for (long seed = 0; seed < 50; seed++) {
      List<Fault> faults = new Plant(seed, Duration.ofMinutes(2)).faults();
      for (FaultKind kind : FaultKind.values()) {
        assertThat(faults.stream().filter(fault -> fault.kind() == kind))
            .as("seed=%d, kind=%s", seed, kind)
            .hasSize(3);
      }
    }
  }

  @Test
  void shouldHaveOneFaultOfEveryKindInTheShortestPlant() {
    for (long seed = 0; seed < 50; seed++) {
      assertThat(new Plant(seed, Duration.ofSeconds(20)).faults())
          .as("seed=%d", seed)
          .extracting(Fault::kind)
          .containsExactlyInAnyOrder(FaultKind.values());
    }
  }

  @Test
  void shouldLeaveTwoDevicesHealthy() {
    for (long seed = 0; seed < 50; seed++) {
      Plant plant = new Plant(seed, Duration.ofMinutes(2));
      assertThat(plant.faults().stream().map(Fault::device).collect(Collectors.toSet()))
          .as("seed=%d", seed)
          .hasSize(plant.devices().size() - 2);
    }
  }

  @Test
  void shouldKeepFaultsOfADeviceApartAndWithinTheRun() {
    for (long seed = 0; seed < 50; seed++) {
      Plant plant = new Plant(seed, Duration.ofSeconds(90), 15);
      for (Fault fault : plant.faults()) {
        assertThat(fault.endMicros() - fault.startMicros())
            .as("seed=%d", seed)
            .isBetween(5_999_999L, 12_000_001L);
        assertThat(fault.startMicros()).isGreaterThan(Plant.START_MICROS + 3_999_999);
        assertThat(fault.endMicros()).isLessThan(plant.endMicros() - 1_999_999);
        assertThat(plant.faults())
            .as("seed=%d", seed)
            .filteredOn(other -> !other.equals(fault) && other.device().equals(fault.device()))
            .allMatch(
                other ->
                    other.endMicros() + 4_000_000 <= fault.startMicros()
                        || fault.endMicros() + 4_000_000 <= other.startMicros());
      }
    }
  }

  @Test
  void shouldRiseToItsSeverityAndFallWithinTheLabel() {
    Fault fault =
        new Fault("pump-1", FaultKind.BEARING, SensorGroup.PUMP, 1_000_000, 5_000_000, 0.8);
    assertThat(fault.severityAt(1_000_000)).isZero();
    assertThat(fault.severityAt(1_200_000)).isEqualTo(0.4);
    assertThat(fault.severityAt(3_000_000)).isEqualTo(0.8);
    assertThat(fault.severityAt(4_800_000)).isEqualTo(0.4);
    assertThat(fault.severityAt(5_000_000)).isZero();
  }
}
