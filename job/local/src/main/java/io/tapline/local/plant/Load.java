/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.local.plant;

/**
 * How hard a machine works, 0 to 1: an operator's setpoint that changes now and then, and the
 * machine that follows slowly.
 */
final class Load {

  private static final double LOW = 0.45;
  private static final double HIGH = 0.95;
  private static final double FOLLOW_SECONDS = 3;
  private static final long SHORTEST_SECONDS = 6;
  private static final long LONGEST_SECONDS = 25;

  private final Noise noise;
  private final long rateHz;
  private double setpoint;
  private double load;
  private long stepsToChange;

  Load(Noise noise, int rateHz) {
    this.noise = noise;
    this.rateHz = rateHz;
    setpoint = noise.uniform(LOW, HIGH);
    load = setpoint;
    stepsToChange = noise.integer(0, LONGEST_SECONDS * rateHz);
  }

  /** One step; returns the load. */
  double step() {
    if (stepsToChange == 0) {
      setpoint = noise.uniform(LOW, HIGH);
      stepsToChange = noise.integer(SHORTEST_SECONDS * rateHz, LONGEST_SECONDS * rateHz);
    }
    stepsToChange--;
    load += (setpoint - load) / (FOLLOW_SECONDS * rateHz);
    return load;
  }
}
