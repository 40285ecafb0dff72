/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.kernel.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** What {@link io.tapline.network.kernel.Transcendentals} computes with, as vectors. */
final class FloatConstants {
  static final VectorSpecies<Float> LANES = FloatVector.SPECIES_PREFERRED;

  static final FloatVector ONE = constant(1f);
  static final int SIGN = Integer.MIN_VALUE;
  static final int BIAS = 127;
  static final int FRACTION_BITS = 23;

  static final float EXP_MIN = -104f;
  static final float EXP_MAX = 89f;
  static final float EXPM1_MIN = -30f;
  static final float TANH_MAX = 10f;

  static final float LOG2_E = 1.442695f;
  static final FloatVector MINUS_LN2_HIGH = constant(-0x1.62e4p-1f);
  static final FloatVector MINUS_LN2_LOW = constant(-0x1.7f7d1cp-20f);
  static final float ROUNDER = 12582912f;
  static final int ROUNDER_BITS = 0x4b400000;

  /** Of the polynomial for e^r − 1, from the square's factor on. */
  static final FloatVector Q1 = constant(0.5f);

  static final FloatVector Q2 = constant(0x1.555556p-3f);
  static final FloatVector Q3 = constant(0x1.5554acp-5f);
  static final FloatVector Q4 = constant(0x1.11108ep-7f);
  static final float Q5 = 0x1.6d7654p-10f;
  static final float Q6 = 0x1.a1a368p-13f;

  private FloatConstants() {}

  private static FloatVector constant(float value) {
    return FloatVector.broadcast(LANES, value);
  }
}
