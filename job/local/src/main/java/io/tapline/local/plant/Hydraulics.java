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

  // Each channel has its own: a fault of one must not move the others.
  private final Noise pressureNoise;
  private final Noise currentNoise;
  private final Noise temperatureNoise;
  private final Resonator ripple;
  private final double rippleBar;
  private final double huntingHz;
  private final double huntingAmperes;
  private double hunting;
  private double temperature;
  private double pressure;

  Hydraulics(long seed, String device, double load) {
    pressureNoise = Noise.of(seed, device, "pressure");
    currentNoise = Noise.of(seed, device, "current");
    temperatureNoise = Noise.of(seed, device, "temperature");
    ripple =
        new Resonator(
            pressureNoise.uniform(2, 3.5), pressureNoise.uniform(0.12, 0.2), PRESSURE_RATE_HZ);
    rippleBar = pressureNoise.uniform(0.15, 0.2);
    huntingHz = currentNoise.uniform(2.5, 4);
    huntingAmperes = currentNoise.uniform(2, 3);
    temperature = warmTo(load);
  }

  /** A stuck valve holds the pressure that it met. */
  double pressure(double load, double stuckSeverity) {
    double moving =
        3.4
            + 1.7 * load
            + rippleBar * ripple.step(pressureNoise)
            + SENSOR_BAR * pressureNoise.gaussian();
    if (stuckSeverity == 0) {
      pressure = moving;
      return moving;
    }
    return pressure + STANDING_NOISE * pressureNoise.gaussian();
  }

  /** The controller of a stuck valve hunts, and the motor with it. */
  double current(double load, double stuckSeverity) {
    hunting += huntingHz / CURRENT_RATE_HZ;
    hunting -= Math.floor(hunting);
    double swing =
        stuckSeverity == 0
            ? 0
            : stuckSeverity * huntingAmperes * StrictMath.sin(2 * StrictMath.PI * hunting);
    return 4.5 + 8 * load + SENSOR_AMPERES * currentNoise.gaussian() + swing;
  }

  double temperature(double load) {
    temperature += (warmTo(load) - temperature) / WARMING_SECONDS;
    return temperature + 0.1 * temperatureNoise.gaussian();
  }

  private static double warmTo(double load) {
    return 38 + 24 * load;
  }
}
