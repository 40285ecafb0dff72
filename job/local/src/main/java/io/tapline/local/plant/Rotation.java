/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.local.plant;

/** The shaft: its angle, and the sine and cosine of the angle's multiples. */
final class Rotation {

  static final int HARMONICS = 5;

  /** Share by which the shaft slows from no load to full load: the slip of an induction motor. */
  private static final double SLIP = 0.03;

  private final double idleHz;
  private final double rateHz;
  private final double[] sine = new double[HARMONICS + 1];
  private final double[] cosine = new double[HARMONICS + 1];
  private double speedHz;
  private double turns;

  Rotation(double idleHz, double rateHz) {
    this.idleHz = idleHz;
    this.rateHz = rateHz;
  }

  void step(double load) {
    speedHz = idleHz * (1 - SLIP * load);
    turns += speedHz / rateHz;
    turns -= Math.floor(turns);
    double angle = 2 * StrictMath.PI * turns;
    double s = StrictMath.sin(angle);
    double c = StrictMath.cos(angle);
    sine[0] = 0;
    cosine[0] = 1;
    for (int k = 1; k <= HARMONICS; k++) {
      sine[k] = sine[k - 1] * c + cosine[k - 1] * s;
      cosine[k] = cosine[k - 1] * c - sine[k - 1] * s;
    }
  }

  double speedHz() {
    return speedHz;
  }

  /** sin(k·angle), 1 ≤ k ≤ {@link #HARMONICS}. */
  double sine(int k) {
    return sine[k];
  }

  /** cos(k·angle). */
  double cosine(int k) {
    return cosine[k];
  }
}
