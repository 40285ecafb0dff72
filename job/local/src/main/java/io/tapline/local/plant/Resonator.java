/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.local.plant;

/**
 * A structure that rings when it is pushed: the damped oscillator {@code y[n] = 2r·cos(ω)·y[n−1] −
 * r²·y[n−2] + x[n]}, with ω the frequency in radians per step and r the decay per step.
 */
final class Resonator {

  private final double first;
  private final double second;

  /** Deviation of the response to white noise of unit deviation. */
  private final double noiseGain;

  private double last;
  private double lastButOne;

  /**
   * @param frequencyHz where it rings
   * @param decaySeconds time in which a ring-down falls to 1/e
   * @param rateHz steps per second
   */
  Resonator(double frequencyHz, double decaySeconds, double rateHz) {
    double r = StrictMath.exp(-1 / (decaySeconds * rateHz));
    first = 2 * r * StrictMath.cos(2 * StrictMath.PI * frequencyHz / rateHz);
    second = -r * r;
    noiseGain = noiseGain();
  }

  /** Stationary deviation of an AR(2) process (Box and Jenkins, Time Series Analysis, 3.2.4). */
  private double noiseGain() {
    double variance = (1 - second) / ((1 + second) * ((1 - second) * (1 - second) - first * first));
    return StrictMath.sqrt(variance);
  }

  /** One step with the push {@code x}; returns the deflection. */
  double step(double x) {
    double y = first * last + second * lastButOne + x;
    lastButOne = last;
    last = y;
    return y;
  }

  /** One step driven by noise, so that the deflection has unit deviation. */
  double step(Noise noise) {
    return step(noise.gaussian() / noiseGain);
  }
}
