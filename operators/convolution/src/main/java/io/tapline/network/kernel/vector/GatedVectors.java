/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.kernel.vector;

import static io.tapline.network.kernel.vector.DoubleConstants.BIAS;
import static io.tapline.network.kernel.vector.DoubleConstants.E2;
import static io.tapline.network.kernel.vector.DoubleConstants.E3;
import static io.tapline.network.kernel.vector.DoubleConstants.E4;
import static io.tapline.network.kernel.vector.DoubleConstants.E5;
import static io.tapline.network.kernel.vector.DoubleConstants.E6;
import static io.tapline.network.kernel.vector.DoubleConstants.E7;
import static io.tapline.network.kernel.vector.DoubleConstants.E8;
import static io.tapline.network.kernel.vector.DoubleConstants.E9;
import static io.tapline.network.kernel.vector.DoubleConstants.EXP_LIMIT;
import static io.tapline.network.kernel.vector.DoubleConstants.FRACTION_BITS;
import static io.tapline.network.kernel.vector.DoubleConstants.HALF;
import static io.tapline.network.kernel.vector.DoubleConstants.LANES;
import static io.tapline.network.kernel.vector.DoubleConstants.LOG2_E;
import static io.tapline.network.kernel.vector.DoubleConstants.MINUS_LN2;
import static io.tapline.network.kernel.vector.DoubleConstants.ONE;
import static io.tapline.network.kernel.vector.DoubleConstants.ROUNDER;
import static jdk.incubator.vector.VectorOperators.D2F;
import static jdk.incubator.vector.VectorOperators.F2D;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LT;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;

/** The smooth rectifiers that are x times a gate, in place: as the plain SmoothRectifiers. */
final class GatedVectors {
  private static final double GATE_MIN = -300;
  private static final double SQRT_8_OVER_PI = 0x1.9884533d43651p+0;
  private static final double CUBIC = 0.044715;
  private static final double MISH_MIN = -150;
  private static final double MISH_MAX = 30;

  private GatedVectors() {}

  /** x·σ(alpha·x). */
  static void swish(float alpha, float[] values, int offset, int count) {
    for (int i = offset; i < offset + count; i += LANES.length()) {
      DoubleVector x =
          (DoubleVector) FloatVector.fromArray(HALF, values, i).convertShape(F2D, LANES, 0);
      DoubleVector z = x.mul(alpha).neg();
      DoubleVector atLeast = z.blend(-EXP_LIMIT, z.compare(LT, -EXP_LIMIT));
      DoubleVector clamped = atLeast.blend(EXP_LIMIT, atLeast.compare(GT, EXP_LIMIT));
      DoubleVector rounded = clamped.fma(LOG2_E, ROUNDER);
      DoubleVector r = rounded.sub(ROUNDER).fma(MINUS_LN2, clamped);
      DoubleVector q =
          r.fma(E9, E8)
              .fma(r, E7)
              .fma(r, E6)
              .fma(r, E5)
              .fma(r, E4)
              .fma(r, E3)
              .fma(r, E2)
              .fma(r, ONE)
              .fma(r, ONE);
      DoubleVector scale =
          rounded
              .reinterpretAsLongs()
              .add(BIAS)
              .lanewise(LSHL, FRACTION_BITS)
              .reinterpretAsDoubles();
      DoubleVector e = q.mul(scale);
      DoubleVector gated = x.div(e.add(1)).blend(0, z.compare(GT, -GATE_MIN));
      ((FloatVector) gated.convertShape(D2F, HALF, 0)).intoArray(values, i);
    }
  }

  /** x·σ(√(8 / π)·(x + 0.044715·x³)). */
  static void geluTanh(float[] values, int offset, int count) {
    for (int i = offset; i < offset + count; i += LANES.length()) {
      DoubleVector x =
          (DoubleVector) FloatVector.fromArray(HALF, values, i).convertShape(F2D, LANES, 0);
      DoubleVector z = x.mul(CUBIC).fma(x.mul(x), x).mul(SQRT_8_OVER_PI).neg();
      DoubleVector atLeast = z.blend(-EXP_LIMIT, z.compare(LT, -EXP_LIMIT));
      DoubleVector clamped = atLeast.blend(EXP_LIMIT, atLeast.compare(GT, EXP_LIMIT));
      DoubleVector rounded = clamped.fma(LOG2_E, ROUNDER);
      DoubleVector r = rounded.sub(ROUNDER).fma(MINUS_LN2, clamped);
      DoubleVector q =
          r.fma(E9, E8)
              .fma(r, E7)
              .fma(r, E6)
              .fma(r, E5)
              .fma(r, E4)
              .fma(r, E3)
              .fma(r, E2)
              .fma(r, ONE)
              .fma(r, ONE);
      DoubleVector scale =
          rounded
              .reinterpretAsLongs()
              .add(BIAS)
              .lanewise(LSHL, FRACTION_BITS)
              .reinterpretAsDoubles();
      DoubleVector e = q.mul(scale);
      DoubleVector gated = x.div(e.add(1)).blend(0, z.compare(GT, -GATE_MIN));
      ((FloatVector) gated.convertShape(D2F, HALF, 0)).intoArray(values, i);
    }
  }

  static void mish(float[] values, int offset, int count) {
    for (int i = offset; i < offset + count; i += LANES.length()) {
      DoubleVector x =
          (DoubleVector) FloatVector.fromArray(HALF, values, i).convertShape(F2D, LANES, 0);
      DoubleVector z = x.blend(MISH_MAX, x.compare(GT, MISH_MAX));
      DoubleVector atLeast = z.blend(-EXP_LIMIT, z.compare(LT, -EXP_LIMIT));
      DoubleVector rounded = atLeast.fma(LOG2_E, ROUNDER);
      DoubleVector r = rounded.sub(ROUNDER).fma(MINUS_LN2, atLeast);
      DoubleVector q =
          r.fma(E9, E8)
              .fma(r, E7)
              .fma(r, E6)
              .fma(r, E5)
              .fma(r, E4)
              .fma(r, E3)
              .fma(r, E2)
              .fma(r, ONE)
              .fma(r, ONE);
      DoubleVector scale =
          rounded
              .reinterpretAsLongs()
              .add(BIAS)
              .lanewise(LSHL, FRACTION_BITS)
              .reinterpretAsDoubles();
      DoubleVector e = q.mul(scale);
      DoubleVector n = e.mul(e.add(2));
      DoubleVector mish = x.mul(n.div(n.add(2))).blend(0, x.compare(LT, MISH_MIN));
      ((FloatVector) mish.convertShape(D2F, HALF, 0)).intoArray(values, i);
    }
  }
}
