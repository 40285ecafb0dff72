/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.local.plant;

import java.util.List;

/** The base plate's turning in rad/s about three axes: a slow sway and a little of the shaft. */
final class Gyroscope {

  private static final double SWAY = 0.035;
  private static final double SHAFT = 0.03;
  private static final double SENSOR_NOISE = 0.01;
  private static final double IMBALANCE = 1.2;

  private final Noise noise;
  private final Resonator[] sway = new Resonator[3];
  private final double[] shaft = new double[3];

  Gyroscope(long seed, String device, double rateHz) {
    noise = Noise.of(seed, device, "gyroscope");
    for (int axis = 0; axis < sway.length; axis++) {
      sway[axis] = new Resonator(noise.uniform(3, 7), noise.uniform(0.1, 0.2), rateHz);
      shaft[axis] = SHAFT * noise.uniform(0.7, 1.3);
    }
  }

  void step(
      Rotation rotation, double imbalanceSeverity, List<PlantChannel> channels, double[] values) {
    for (int axis = 0; axis < sway.length; axis++) {
      double turning = axis == 1 ? rotation.cosine(1) : rotation.sine(1);
      values[channels.get(axis).index()] =
          SWAY * sway[axis].step(noise)
              + shaft[axis] * (1 + IMBALANCE * imbalanceSeverity) * turning
              + SENSOR_NOISE * noise.gaussian();
    }
  }
}
