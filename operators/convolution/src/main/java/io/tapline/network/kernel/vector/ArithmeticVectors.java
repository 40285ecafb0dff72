/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.kernel.vector;

import static io.tapline.network.kernel.vector.FloatConstants.LANES;
import static io.tapline.network.kernel.vector.FloatConstants.ONE;
import static io.tapline.network.kernel.vector.FloatConstants.SIGN;
import static jdk.incubator.vector.VectorOperators.GT;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;

/** Functions that need no exponential, in place. */
final class ArithmeticVectors {

  private ArithmeticVectors() {}

  static void abs(float[] values, int offset, int count) {
    for (int i = offset; i < offset + count; i += LANES.length()) {
      FloatVector x = FloatVector.fromArray(LANES, values, i);
      x.abs().intoArray(values, i);
    }
  }

  static void negate(float[] values, int offset, int count) {
    for (int i = offset; i < offset + count; i += LANES.length()) {
      FloatVector x = FloatVector.fromArray(LANES, values, i);
      x.neg().intoArray(values, i);
    }
  }

  static void reciprocal(float[] values, int offset, int count) {
    for (int i = offset; i < offset + count; i += LANES.length()) {
      FloatVector x = FloatVector.fromArray(LANES, values, i);
      ONE.div(x).intoArray(values, i);
    }
  }

  static void square(float[] values, int offset, int count) {
    for (int i = offset; i < offset + count; i += LANES.length()) {
      FloatVector x = FloatVector.fromArray(LANES, values, i);
      x.mul(x).intoArray(values, i);
    }
  }

  static void sqrt(float[] values, int offset, int count) {
    for (int i = offset; i < offset + count; i += LANES.length()) {
      FloatVector x = FloatVector.fromArray(LANES, values, i);
      x.sqrt().intoArray(values, i);
    }
  }

  static void softsign(float[] values, int offset, int count) {
    for (int i = offset; i < offset + count; i += LANES.length()) {
      FloatVector x = FloatVector.fromArray(LANES, values, i);
      FloatVector size = x.abs();
      FloatVector finite = size.blend(Float.MAX_VALUE, size.compare(GT, Float.MAX_VALUE));
      IntVector sign = x.reinterpretAsInts().and(SIGN);
      finite
          .div(finite.add(1f))
          .reinterpretAsInts()
          .or(sign)
          .reinterpretAsFloats()
          .intoArray(values, i);
    }
  }
}
