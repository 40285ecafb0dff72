/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.kernel.vector;

import static io.tapline.network.kernel.vector.FloatConstants.BIAS;
import static io.tapline.network.kernel.vector.FloatConstants.EXP_MAX;
import static io.tapline.network.kernel.vector.FloatConstants.EXP_MIN;
import static io.tapline.network.kernel.vector.FloatConstants.FRACTION_BITS;
import static io.tapline.network.kernel.vector.FloatConstants.LANES;
import static io.tapline.network.kernel.vector.FloatConstants.LOG2_E;
import static io.tapline.network.kernel.vector.FloatConstants.MINUS_LN2_HIGH;
import static io.tapline.network.kernel.vector.FloatConstants.MINUS_LN2_LOW;
import static io.tapline.network.kernel.vector.FloatConstants.ONE;
import static io.tapline.network.kernel.vector.FloatConstants.Q1;
import static io.tapline.network.kernel.vector.FloatConstants.Q2;
import static io.tapline.network.kernel.vector.FloatConstants.Q3;
import static io.tapline.network.kernel.vector.FloatConstants.Q4;
import static io.tapline.network.kernel.vector.FloatConstants.Q5;
import static io.tapline.network.kernel.vector.FloatConstants.Q6;
import static io.tapline.network.kernel.vector.FloatConstants.ROUNDER;
import static io.tapline.network.kernel.vector.FloatConstants.ROUNDER_BITS;
import static io.tapline.network.kernel.vector.FloatConstants.SIGN;
import static io.tapline.network.kernel.vector.FloatConstants.TANH_MAX;
import static jdk.incubator.vector.VectorOperators.ASHR;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LT;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;

/**
 * exp and its relatives, in place: the operations of {@link
 * io.tapline.network.kernel.Transcendentals} in the same order, which has their reasons, less those
 * that change nothing for the arguments there are.
 */
final class ExponentialVectors {

  private ExponentialVectors() {}

  static void exp(float[] values, int offset, int count) {
    for (int i = offset; i < offset + count; i += LANES.length()) {
      FloatVector x = FloatVector.fromArray(LANES, values, i);
      FloatVector atLeast = x.blend(EXP_MIN, x.compare(LT, EXP_MIN));
      FloatVector clamped = atLeast.blend(EXP_MAX, atLeast.compare(GT, EXP_MAX));
      FloatVector rounded = clamped.fma(LOG2_E, ROUNDER);
      FloatVector n = rounded.sub(ROUNDER);
      FloatVector r = n.fma(MINUS_LN2_LOW, n.fma(MINUS_LN2_HIGH, clamped));
      FloatVector q = r.fma(Q6, Q5).fma(r, Q4).fma(r, Q3).fma(r, Q2).fma(r, Q1);
      FloatVector s = r.mul(r).fma(q, r);
      IntVector exponent = rounded.reinterpretAsInts().sub(ROUNDER_BITS);
      IntVector half = exponent.lanewise(ASHR, 1);
      FloatVector first = half.add(BIAS).lanewise(LSHL, FRACTION_BITS).reinterpretAsFloats();
      FloatVector second =
          exponent.sub(half).add(BIAS).lanewise(LSHL, FRACTION_BITS).reinterpretAsFloats();
      s.add(1f).mul(first).mul(second).intoArray(values, i);
    }
  }

  static void sigmoid(float[] values, int offset, int count) {
    for (int i = offset; i < offset + count; i += LANES.length()) {
      FloatVector x = FloatVector.fromArray(LANES, values, i);
      FloatVector negative = x.abs().neg();
      FloatVector clamped = negative.blend(EXP_MIN, negative.compare(LT, EXP_MIN));
      FloatVector rounded = clamped.fma(LOG2_E, ROUNDER);
      FloatVector n = rounded.sub(ROUNDER);
      FloatVector r = n.fma(MINUS_LN2_LOW, n.fma(MINUS_LN2_HIGH, clamped));
      FloatVector q = r.fma(Q6, Q5).fma(r, Q4).fma(r, Q3).fma(r, Q2).fma(r, Q1);
      FloatVector s = r.mul(r).fma(q, r);
      IntVector exponent = rounded.reinterpretAsInts().sub(ROUNDER_BITS);
      IntVector half = exponent.lanewise(ASHR, 1);
      FloatVector first = half.add(BIAS).lanewise(LSHL, FRACTION_BITS).reinterpretAsFloats();
      FloatVector second =
          exponent.sub(half).add(BIAS).lanewise(LSHL, FRACTION_BITS).reinterpretAsFloats();
      FloatVector e = s.add(1f).mul(first).mul(second);
      ONE.blend(e, x.compare(LT, 0f)).div(e.add(1f)).intoArray(values, i);
    }
  }

  static void tanh(float[] values, int offset, int count) {
    for (int i = offset; i < offset + count; i += LANES.length()) {
      FloatVector x = FloatVector.fromArray(LANES, values, i);
      FloatVector size = x.abs();
      FloatVector twice = size.blend(TANH_MAX, size.compare(GT, TANH_MAX)).mul(2f);
      FloatVector rounded = twice.fma(LOG2_E, ROUNDER);
      FloatVector n = rounded.sub(ROUNDER);
      FloatVector r = n.fma(MINUS_LN2_LOW, n.fma(MINUS_LN2_HIGH, twice));
      FloatVector q = r.fma(Q6, Q5).fma(r, Q4).fma(r, Q3).fma(r, Q2).fma(r, Q1);
      FloatVector s = r.mul(r).fma(q, r);
      FloatVector scale =
          rounded
              .reinterpretAsInts()
              .sub(ROUNDER_BITS - BIAS)
              .lanewise(LSHL, FRACTION_BITS)
              .reinterpretAsFloats();
      FloatVector t = scale.fma(s, scale.sub(1f));
      IntVector sign = x.reinterpretAsInts().and(SIGN);
      t.div(t.add(2f)).reinterpretAsInts().or(sign).reinterpretAsFloats().intoArray(values, i);
    }
  }
}
