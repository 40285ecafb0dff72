/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.kernel.vector;

import static io.tapline.network.kernel.vector.FloatConstants.BIAS;
import static io.tapline.network.kernel.vector.FloatConstants.EXPM1_MIN;
import static io.tapline.network.kernel.vector.FloatConstants.FRACTION_BITS;
import static io.tapline.network.kernel.vector.FloatConstants.LANES;
import static io.tapline.network.kernel.vector.FloatConstants.LOG2_E;
import static io.tapline.network.kernel.vector.FloatConstants.MINUS_LN2_HIGH;
import static io.tapline.network.kernel.vector.FloatConstants.MINUS_LN2_LOW;
import static io.tapline.network.kernel.vector.FloatConstants.Q1;
import static io.tapline.network.kernel.vector.FloatConstants.Q2;
import static io.tapline.network.kernel.vector.FloatConstants.Q3;
import static io.tapline.network.kernel.vector.FloatConstants.Q4;
import static io.tapline.network.kernel.vector.FloatConstants.Q5;
import static io.tapline.network.kernel.vector.FloatConstants.Q6;
import static io.tapline.network.kernel.vector.FloatConstants.ROUNDER;
import static io.tapline.network.kernel.vector.FloatConstants.ROUNDER_BITS;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LT;

import jdk.incubator.vector.FloatVector;

/**
 * The exponential linear units, in place, in one, two or three passes: in cache a pass costs a
 * fifth to a third of the exponential, and saves another copy of it.
 */
final class LinearUnitVectors {

  private LinearUnitVectors() {}

  static void elu(float alpha, float[] values, int offset, int count) {
    expm1(values, offset, count);
    if (alpha != 1f) {
      scale(alpha, 1f, values, offset, count);
    }
  }

  static void selu(float alpha, float gamma, float[] values, int offset, int count) {
    expm1(values, offset, count);
    scale(alpha, gamma, values, offset, count);
  }

  /** For alpha &gt; 0: the quotient, too, is positive only where x is. */
  static void celu(float alpha, float[] values, int offset, int count) {
    divide(alpha, values, offset, count);
    elu(alpha, values, offset, count);
  }

  /** x for x &gt; 0, else e^x − 1: positive only where x is. */
  private static void expm1(float[] values, int offset, int count) {
    for (int i = offset; i < offset + count; i += LANES.length()) {
      FloatVector x = FloatVector.fromArray(LANES, values, i);
      FloatVector clamped = x.blend(EXPM1_MIN, x.compare(LT, EXPM1_MIN));
      FloatVector rounded = clamped.fma(LOG2_E, ROUNDER);
      FloatVector n = rounded.sub(ROUNDER);
      FloatVector r = n.fma(MINUS_LN2_LOW, n.fma(MINUS_LN2_HIGH, clamped));
      FloatVector q = r.fma(Q6, Q5).fma(r, Q4).fma(r, Q3).fma(r, Q2).fma(r, Q1);
      FloatVector s = r.mul(r).fma(q, r);
      FloatVector scale =
          rounded
              .reinterpretAsInts()
              .sub(ROUNDER_BITS - BIAS)
              .lanewise(LSHL, FRACTION_BITS)
              .reinterpretAsFloats();
      scale.fma(s, scale.sub(1f)).blend(x, x.compare(GT, 0f)).intoArray(values, i);
    }
  }

  /** gamma·x for x &gt; 0, else gamma·alpha·x. */
  private static void scale(float alpha, float gamma, float[] values, int offset, int count) {
    for (int i = offset; i < offset + count; i += LANES.length()) {
      FloatVector x = FloatVector.fromArray(LANES, values, i);
      x.mul(alpha).blend(x, x.compare(GT, 0f)).mul(gamma).intoArray(values, i);
    }
  }

  /** x for x &gt; 0, else x / alpha. */
  private static void divide(float alpha, float[] values, int offset, int count) {
    for (int i = offset; i < offset + count; i += LANES.length()) {
      FloatVector x = FloatVector.fromArray(LANES, values, i);
      x.div(alpha).blend(x, x.compare(GT, 0f)).intoArray(values, i);
    }
  }
}
