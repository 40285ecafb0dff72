/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.kernel.vector;

import static io.tapline.network.kernel.vector.FloatConstants.LANES;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LE;
import static jdk.incubator.vector.VectorOperators.LT;

import jdk.incubator.vector.FloatVector;

/** Activations of straight pieces, in place. Every comparison is false for NaN, which stays. */
final class PiecewiseVectors {

  private PiecewiseVectors() {}

  /**
   * By comparison: what max costs more is its care for the sign of 0. Most layers end with it, and
   * C2 does not unroll loops of explicit vectors: so four vectors a turn.
   */
  static void relu(float[] values, int offset, int count) {
    int end = offset + count;
    int lanes = LANES.length();
    int i = offset;
    for (; i < end - 3 * lanes; i += 4 * lanes) {
      FloatVector x0 = FloatVector.fromArray(LANES, values, i);
      FloatVector x1 = FloatVector.fromArray(LANES, values, i + lanes);
      FloatVector x2 = FloatVector.fromArray(LANES, values, i + 2 * lanes);
      FloatVector x3 = FloatVector.fromArray(LANES, values, i + 3 * lanes);
      x0.blend(0f, x0.compare(LE, 0f)).intoArray(values, i);
      x1.blend(0f, x1.compare(LE, 0f)).intoArray(values, i + lanes);
      x2.blend(0f, x2.compare(LE, 0f)).intoArray(values, i + 2 * lanes);
      x3.blend(0f, x3.compare(LE, 0f)).intoArray(values, i + 3 * lanes);
    }
    for (; i < end; i += lanes) {
      FloatVector x = FloatVector.fromArray(LANES, values, i);
      x.blend(0f, x.compare(LE, 0f)).intoArray(values, i);
    }
  }

  static void clip(float min, float max, float[] values, int offset, int count) {
    for (int i = offset; i < offset + count; i += LANES.length()) {
      FloatVector x = FloatVector.fromArray(LANES, values, i);
      FloatVector atLeast = x.blend(min, x.compare(LT, min));
      atLeast.blend(max, atLeast.compare(GT, max)).intoArray(values, i);
    }
  }

  static void leakyRelu(float alpha, float[] values, int offset, int count) {
    for (int i = offset; i < offset + count; i += LANES.length()) {
      FloatVector x = FloatVector.fromArray(LANES, values, i);
      x.blend(x.mul(alpha), x.compare(LT, 0f)).intoArray(values, i);
    }
  }

  static void thresholdedRelu(float alpha, float[] values, int offset, int count) {
    for (int i = offset; i < offset + count; i += LANES.length()) {
      FloatVector x = FloatVector.fromArray(LANES, values, i);
      x.blend(0f, x.compare(LE, alpha)).intoArray(values, i);
    }
  }

  static void shrink(float lambda, float bias, float[] values, int offset, int count) {
    for (int i = offset; i < offset + count; i += LANES.length()) {
      FloatVector x = FloatVector.fromArray(LANES, values, i);
      FloatVector above = x.sub(bias).blend(0f, x.compare(LE, lambda));
      above.blend(x.add(bias), x.compare(LT, -lambda)).intoArray(values, i);
    }
  }

  static void hardSigmoid(float alpha, float beta, float[] values, int offset, int count) {
    for (int i = offset; i < offset + count; i += LANES.length()) {
      FloatVector x = FloatVector.fromArray(LANES, values, i);
      FloatVector line = x.fma(alpha, beta);
      FloatVector atLeast = line.blend(0f, line.compare(LT, 0f));
      atLeast.blend(1f, atLeast.compare(GT, 1f)).intoArray(values, i);
    }
  }

  static void hardSwish(float[] values, int offset, int count) {
    for (int i = offset; i < offset + count; i += LANES.length()) {
      FloatVector x = FloatVector.fromArray(LANES, values, i);
      FloatVector shifted = x.add(3f);
      FloatVector gate = shifted.div(6f).blend(1f, shifted.compare(GT, 6f));
      x.mul(gate).blend(0f, shifted.compare(LE, 0f)).intoArray(values, i);
    }
  }
}
