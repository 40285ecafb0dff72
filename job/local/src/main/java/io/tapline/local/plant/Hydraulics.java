/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.local.plant;

/**
 * What the pump does for a living: pressure in bar, motor current in A, temperature in °C, all
 * driven by the load.
 */
final class Hydraulics {

  private static final double PRESSURE_RATE_HZ = PlantChannel.PRESSURE.rateHz();
  private static final double CURRENT_RATE_HZ = PlantChannel.CURRENT.rateHz();
  private static final double WARMING_SECONDS = 45;

  private static final double SENSOR_BAR = 0.08;
  private static final double SENSOR_AMPERES = 0.2;

  /** What is left of a pressure that stands still: the converter's last digit. */
  private static final double STANDING_NOISE = 0.004;

  private final Noise noise;
  private final Resonator ripple;
  private final double rippleBar;
  private final double huntingHz;
  private final double huntingAmperes;
  private double hunting;
  private double temperature;
  private double pressure;

  Hydraulics(long seed, String device, double load) {
    noise = Noise.of(seed, device, "hydraulics");
    ripple = new Resonator(noise.uniform(2, 3.5), noise.uniform(0.12, 0.2), PRESSURE_RATE_HZ);
    rippleBar = noise.uniform(0.15, 0.2);
    huntingHz = noise.uniform(2.5, 4);
    huntingAmperes = noise.uniform(2, 3);
    temperature = warmTo(load);
  }

  /** A stuck valve holds the pressure that it met. */
  double pressure(double load, double stuckSeverity) {
    double moving =
        3.4 + 1.7 * load + rippleBar * ripple.step(noise) + SENSOR_BAR * noise.gaussian();
    if (stuckSeverity == 0) {
      pressure = moving;
      return moving;
    }
    return pressure + STANDING_NOISE * noise.gaussian();
  }

  /** The controller of a stuck valve hunts, and the motor with it. */
  double current(double load, double stuckSeverity) {
    hunting += huntingHz / CURRENT_RATE_HZ;
    hunting -= Math.floor(hunting);
    double swing =
        stuckSeverity == 0
            ? 0
            : stuckSeverity * huntingAmperes * StrictMath.sin(2 * StrictMath.PI * hunting);
    return 4.5 + 8 * load + SENSOR_AMPERES * noise.gaussian() + swing;
  }

  double temperature(double load) {
    temperature += (warmTo(load) - temperature) / WARMING_SECONDS;
    return temperature + 0.1 * noise.gaussian();
  }

  private static double warmTo(double load) {
    return 38 + 24 * load;
  }
}
