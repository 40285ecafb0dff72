/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.kernel.vector;

import static io.tapline.network.kernel.vector.FloatConstants.BIAS;
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
 * A frame of an LSTM behind its sums, over whole vectors: the operations of {@link
 * ExponentialVectors}, with what is before and behind them in the same loops, since passes over so
 * few values cost more than what they compute.
 */
final class LstmVectors {

  private LstmVectors() {}

  /**
   * i, f and o = σ(sums + gates), cell = f∘cell + i∘tanh(sums + gates), hidden = o∘tanh(cell),
   * where i, f, o and the candidate lie side by side.
   *
   * <p>One method: alone the first loop would be so small that the compiler puts it in place, in
   * callers that have much else to do, and makes objects of vectors there.
   */
  static void step(float[] sums, int at, float[] gates, float[] cell, float[] hidden, int width) {
    for (int i = 0; i < 3 * width; i += LANES.length()) {
      FloatVector x =
          FloatVector.fromArray(LANES, sums, at + i).add(FloatVector.fromArray(LANES, gates, i));
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
      ONE.blend(e, x.compare(LT, 0f)).div(e.add(1f)).intoArray(gates, i);
    }
    for (int u = 0; u < width; u += LANES.length()) {
      FloatVector x =
          FloatVector.fromArray(LANES, sums, at + 3 * width + u)
              .add(FloatVector.fromArray(LANES, gates, 3 * width + u));
      FloatVector xSize = x.abs();
      FloatVector xTwice = xSize.blend(TANH_MAX, xSize.compare(GT, TANH_MAX)).mul(2f);
      FloatVector xRounded = xTwice.fma(LOG2_E, ROUNDER);
      FloatVector xN = xRounded.sub(ROUNDER);
      FloatVector xR = xN.fma(MINUS_LN2_LOW, xN.fma(MINUS_LN2_HIGH, xTwice));
      FloatVector xQ = xR.fma(Q6, Q5).fma(xR, Q4).fma(xR, Q3).fma(xR, Q2).fma(xR, Q1);
      FloatVector xS = xR.mul(xR).fma(xQ, xR);
      FloatVector xScale =
          xRounded
              .reinterpretAsInts()
              .sub(ROUNDER_BITS - BIAS)
              .lanewise(LSHL, FRACTION_BITS)
              .reinterpretAsFloats();
      FloatVector xT = xScale.fma(xS, xScale.sub(1f));
      IntVector xSign = x.reinterpretAsInts().and(SIGN);
      FloatVector candidate =
          xT.div(xT.add(2f)).reinterpretAsInts().or(xSign).reinterpretAsFloats();
      FloatVector kept =
          FloatVector.fromArray(LANES, gates, width + u).mul(FloatVector.fromArray(LANES, cell, u));
      FloatVector c = kept.add(FloatVector.fromArray(LANES, gates, u).mul(candidate));
      c.intoArray(cell, u);
      FloatVector cSize = c.abs();
      FloatVector cTwice = cSize.blend(TANH_MAX, cSize.compare(GT, TANH_MAX)).mul(2f);
      FloatVector cRounded = cTwice.fma(LOG2_E, ROUNDER);
      FloatVector cN = cRounded.sub(ROUNDER);
      FloatVector cR = cN.fma(MINUS_LN2_LOW, cN.fma(MINUS_LN2_HIGH, cTwice));
      FloatVector cQ = cR.fma(Q6, Q5).fma(cR, Q4).fma(cR, Q3).fma(cR, Q2).fma(cR, Q1);
      FloatVector cS = cR.mul(cR).fma(cQ, cR);
      FloatVector cScale =
          cRounded
              .reinterpretAsInts()
              .sub(ROUNDER_BITS - BIAS)
              .lanewise(LSHL, FRACTION_BITS)
              .reinterpretAsFloats();
      FloatVector cT = cScale.fma(cS, cScale.sub(1f));
      IntVector cSign = c.reinterpretAsInts().and(SIGN);
      FloatVector squashed = cT.div(cT.add(2f)).reinterpretAsInts().or(cSign).reinterpretAsFloats();
      FloatVector.fromArray(LANES, gates, 2 * width + u).mul(squashed).intoArray(hidden, u);
    }
  }
}
