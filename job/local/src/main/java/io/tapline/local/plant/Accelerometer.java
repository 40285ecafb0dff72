/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.local.plant;

import java.util.List;

/**
 * Vibration of one part of a machine, in m/s² along three axes: harmonics of the shaft, structural
 * resonances that the flow excites, the sensor's own noise, and what faults add. AC-coupled, as
 * vibration sensors are: gravity is not in it.
 */
final class Accelerometer {

  private static final int AXES = 3;

  /** Amplitude of the shaft's harmonics 1 to 5 at full load, radial. */
  private static final double[] HARMONIC = {1.7, 0.7, 0.35, 0.2, 0.15};

  /** Teeth and vanes: what the 4th and 5th harmonic gain on the part that carries them. */
  private static final double MESH = 0.5;

  private static final double[] AXIS_GAIN = {1, 0.9, 0.45};
  private static final double[] BEARING_GAIN = {1, 0.85, 0.5};
  private static final double RESONANCE = 1.1;
  private static final double SENSOR_NOISE = 0.4;

  /**
   * How much imbalance at full severity adds to the shaft's own frequency, of its healthy
   * amplitude.
   */
  private static final double IMBALANCE = 2.6;

  private final Noise noise;
  private final BearingDamage bearing;
  private final Resonator[] resonators = new Resonator[AXES];
  private final double[][] inPhase = new double[AXES][Rotation.HARMONICS + 1];
  private final double[][] inQuadrature = new double[AXES][Rotation.HARMONICS + 1];

  Accelerometer(long seed, String device, SensorGroup part, double rateHz) {
    noise = Noise.of(seed, device, part.name());
    bearing = new BearingDamage(noise, rateHz);
    for (int axis = 0; axis < AXES; axis++) {
      resonators[axis] = new Resonator(noise.uniform(55, 105), noise.uniform(0.010, 0.016), rateHz);
      for (int k = 1; k <= Rotation.HARMONICS; k++) {
        double mesh = k == meshHarmonic(part) ? MESH : 0;
        double amplitude = AXIS_GAIN[axis] * (HARMONIC[k - 1] + mesh) * noise.uniform(0.85, 1.15);
        double phase = noise.uniform(0, 2 * StrictMath.PI);
        inPhase[axis][k] = amplitude * StrictMath.cos(phase);
        inQuadrature[axis][k] = amplitude * StrictMath.sin(phase);
      }
    }
  }

  private static int meshHarmonic(SensorGroup part) {
    return switch (part) {
      case GEARBOX -> 5;
      case PUMP -> 4;
      default -> 0;
    };
  }

  /**
   * One step; writes the values of {@code channels}, the three axes, into {@code values} by index.
   */
  void step(
      Rotation rotation,
      double load,
      double bearingSeverity,
      double imbalanceSeverity,
      List<PlantChannel> channels,
      double[] values) {
    double ring = bearing.step(rotation, bearingSeverity);
    double shaft = 0.7 + 0.3 * load;
    double flow = 0.75 + 0.25 * load;
    for (int axis = 0; axis < AXES; axis++) {
      double first = harmonic(rotation, axis, 1) * (1 + IMBALANCE * imbalanceSeverity);
      double others = 0;
      for (int k = 2; k <= Rotation.HARMONICS; k++) {
        others += harmonic(rotation, axis, k);
      }
      values[channels.get(axis).index()] =
          shaft * (first + others)
              + flow * RESONANCE * resonators[axis].step(noise)
              + SENSOR_NOISE * noise.gaussian()
              + BEARING_GAIN[axis] * ring;
    }
  }

  private double harmonic(Rotation rotation, int axis, int k) {
    return inPhase[axis][k] * rotation.sine(k) + inQuadrature[axis][k] * rotation.cosine(k);
  }
}
