/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.local.plant;

/**
 * A damaged outer race: rolling elements strike the damage at a multiple of the shaft's speed, not
 * quite regularly as they slip, harder where the shaft's load presses them, and the part rings down
 * after each stroke (McFadden and Smith, Model for the vibration produced by a single point defect
 * in a rolling element bearing, 1984).
 */
final class BearingDamage {

  private static final double RING_DOWN_SECONDS = 0.007;
  private static final double STROKE = 6.5;
  private static final double SLIP_DEVIATION = 0.015;
  private static final double LOAD_ZONE = 0.4;

  private final Noise noise;
  private final double rateHz;
  private final double strikesPerTurn;
  private final Resonator structure;
  private double untilStrike = 1;

  BearingDamage(Noise noise, double rateHz) {
    this.noise = noise;
    this.rateHz = rateHz;
    strikesPerTurn = noise.uniform(3.05, 3.6);
    structure = new Resonator(noise.uniform(130, 160), RING_DOWN_SECONDS, rateHz);
  }

  /** One step; returns the ring in m/s². */
  double step(Rotation rotation, double severity) {
    untilStrike -= rotation.speedHz() * strikesPerTurn / rateHz;
    double push = 0;
    if (untilStrike <= 0) {
      untilStrike += 1 + SLIP_DEVIATION * noise.gaussian();
      push = severity * STROKE * (1 + LOAD_ZONE * rotation.sine(1));
    }
    return structure.step(push);
  }
}
