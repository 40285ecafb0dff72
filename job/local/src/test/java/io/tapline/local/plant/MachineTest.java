/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.local.plant;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class MachineTest {

  private static final long SEED = 11;
  private static final int SECOND = Machine.RATE_HZ;

  @Test
  void shouldBeNearUnitSpreadOnceScaledWhenHealthy() {
    for (PlantChannel channel : PlantChannel.values()) {
      double[] values = run(List.of(), channel, 0, 120 * SECOND);
      for (int i = 0; i < values.length; i++) {
        values[i] = values[i] * channel.scale() + channel.offset();
      }
      assertThat(mean(values)).as(channel.channelName()).isBetween(-1.5, 1.5);
      assertThat(deviation(values)).as(channel.channelName()).isBetween(0.03, 1.5);
    }
  }

  @Test
  void shouldShakeMoreAlongTheRadialAxesWhenOutOfBalance() {
    List<Fault> imbalance = fault(FaultKind.IMBALANCE, SensorGroup.MOTOR);
    assertThat(growth(imbalance, PlantChannel.MOTOR_X)).isGreaterThan(1.6);
    assertThat(growth(imbalance, PlantChannel.MOTOR_Y)).isGreaterThan(1.6);
    assertThat(growth(imbalance, PlantChannel.PUMP_X)).isBetween(1.02, 1.5);
    assertThat(growth(imbalance, PlantChannel.PRESSURE)).isEqualTo(1);
  }

  @Test
  void shouldRingOnThePartWhoseBearingIsDamaged() {
    List<Fault> bearing = fault(FaultKind.BEARING, SensorGroup.GEARBOX);
    assertThat(growth(bearing, PlantChannel.GEARBOX_X)).isGreaterThan(1.2);
    assertThat(growth(bearing, PlantChannel.MOTOR_X)).isEqualTo(1);
  }

  @Test
  void shouldHoldThePressureAndHuntWhenTheValveIsStuck() {
    List<Fault> stuck = fault(FaultKind.STUCK_VALVE, SensorGroup.PROCESS);
    assertThat(growth(stuck, PlantChannel.PRESSURE)).isLessThan(0.1);
    assertThat(growth(stuck, PlantChannel.CURRENT)).isGreaterThan(1.2);
    assertThat(growth(stuck, PlantChannel.TEMPERATURE)).isEqualTo(1);
  }

  private static List<Fault> fault(FaultKind kind, SensorGroup part) {
    long start = Plant.START_MICROS + 2_000_000;
    return List.of(new Fault("pump-1", kind, part, start, start + 10_000_000, 0.8));
  }

  /** Spread of a channel with the faults over its spread without, in the same seconds. */
  private static double growth(List<Fault> faults, PlantChannel channel) {
    double with = deviation(run(faults, channel, 3 * SECOND, 11 * SECOND));
    double without = deviation(run(List.of(), channel, 3 * SECOND, 11 * SECOND));
    return with / without;
  }

  private static double[] run(List<Fault> faults, PlantChannel channel, int from, int to) {
    Machine machine = new Machine(SEED, "pump-1", faults);
    double[] values = new double[(to - from) / (Machine.RATE_HZ / channel.rateHz())];
    int count = 0;
    for (int step = 0; step < to; step++) {
      machine.step(step, Plant.START_MICROS + step * Machine.STEP_MICROS);
      if (step >= from && Machine.isDue(channel, step)) {
        values[count++] = machine.value(channel);
      }
    }
    return values;
  }

  private static double mean(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum / values.length;
  }

  private static double deviation(double[] values) {
    double mean = mean(values);
    double sum = 0;
    for (double value : values) {
      sum += (value - mean) * (value - mean);
    }
    return Math.sqrt(sum / values.length);
  }
}
