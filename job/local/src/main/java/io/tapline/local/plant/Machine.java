/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.local.plant;

import java.util.List;

/**
 * The truth about one device: what its channels would read without any sensor in between. Advances
 * 400 times a second.
 */
final class Machine {

  static final int RATE_HZ = 400;
  static final long STEP_MICROS = 1_000_000 / RATE_HZ;

  /** What the rest of the machine feels of an imbalance of one part. */
  private static final double IMBALANCE_ELSEWHERE = 0.3;

  private static final List<SensorGroup> PARTS =
      List.of(SensorGroup.MOTOR, SensorGroup.GEARBOX, SensorGroup.PUMP);
  private static final List<List<PlantChannel>> PART_CHANNELS =
      PARTS.stream().map(PlantChannel::of).toList();
  private static final List<PlantChannel> GYRO_CHANNELS = PlantChannel.of(SensorGroup.GYROSCOPE);

  private final List<Fault> faults;
  private final Load load;
  private final Rotation rotation;
  private final List<Accelerometer> accelerometers;
  private final Gyroscope gyroscope;
  private final Hydraulics hydraulics;
  private final double[] values = new double[PlantChannel.values().length];

  /**
   * @param faults those of this device
   */
  Machine(long seed, String device, List<Fault> faults) {
    this.faults = faults;
    Noise character = Noise.of(seed, device, "machine");
    rotation = new Rotation(character.uniform(22, 28), RATE_HZ);
    load = new Load(character, RATE_HZ);
    accelerometers =
        PARTS.stream().map(part -> new Accelerometer(seed, device, part, RATE_HZ)).toList();
    gyroscope = new Gyroscope(seed, device, PlantChannel.GYRO_X.rateHz());
    hydraulics = new Hydraulics(seed, device, load.step());
  }

  /**
   * Advances to step {@code step} since the start, which is at {@code micros}; steps follow each
   * other without gap.
   */
  void step(long step, long micros) {
    double now = load.step();
    rotation.step(now);
    for (int i = 0; i < PARTS.size(); i++) {
      double bearing = severity(FaultKind.BEARING, PARTS.get(i), 0, micros);
      double imbalance = severity(FaultKind.IMBALANCE, PARTS.get(i), IMBALANCE_ELSEWHERE, micros);
      accelerometers.get(i).step(rotation, now, bearing, imbalance, PART_CHANNELS.get(i), values);
    }
    if (isDue(PlantChannel.GYRO_X, step)) {
      double imbalance = severity(FaultKind.IMBALANCE, SensorGroup.GYROSCOPE, 1, micros);
      gyroscope.step(rotation, imbalance, GYRO_CHANNELS, values);
    }
    double stuck = severity(FaultKind.STUCK_VALVE, SensorGroup.PROCESS, 0, micros);
    if (isDue(PlantChannel.CURRENT, step)) {
      set(PlantChannel.CURRENT, hydraulics.current(now, stuck));
    }
    if (isDue(PlantChannel.PRESSURE, step)) {
      set(PlantChannel.PRESSURE, hydraulics.pressure(now, stuck));
    }
    if (isDue(PlantChannel.TEMPERATURE, step)) {
      set(PlantChannel.TEMPERATURE, hydraulics.temperature(now));
    }
  }

  /** Whether a channel is sampled at a step. */
  static boolean isDue(PlantChannel channel, long step) {
    return step % (RATE_HZ / channel.rateHz()) == 0;
  }

  /** The channel's value at its last sampling. */
  double value(PlantChannel channel) {
    return values[channel.index()];
  }

  private void set(PlantChannel channel, double value) {
    values[channel.index()] = value;
  }

  private double severity(FaultKind kind, SensorGroup part, double elsewhere, long micros) {
    double severity = 0;
    for (int i = 0; i < faults.size(); i++) {
      Fault fault = faults.get(i);
      if (fault.kind() == kind) {
        severity += (fault.part() == part ? 1 : elsewhere) * fault.severityAt(micros);
      }
    }
    return severity;
  }
}
