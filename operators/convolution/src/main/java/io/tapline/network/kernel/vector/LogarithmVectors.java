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
import static io.tapline.network.kernel.vector.DoubleConstants.L1;
import static io.tapline.network.kernel.vector.DoubleConstants.L2;
import static io.tapline.network.kernel.vector.DoubleConstants.L3;
import static io.tapline.network.kernel.vector.DoubleConstants.L4;
import static io.tapline.network.kernel.vector.DoubleConstants.L5;
import static io.tapline.network.kernel.vector.DoubleConstants.L6;
import static io.tapline.network.kernel.vector.DoubleConstants.LANES;
import static io.tapline.network.kernel.vector.DoubleConstants.LN2;
import static io.tapline.network.kernel.vector.DoubleConstants.LN2_LANES;
import static io.tapline.network.kernel.vector.DoubleConstants.LOG2_E;
import static io.tapline.network.kernel.vector.DoubleConstants.MINUS_LN2;
import static io.tapline.network.kernel.vector.DoubleConstants.NAN;
import static io.tapline.network.kernel.vector.DoubleConstants.ONE;
import static io.tapline.network.kernel.vector.DoubleConstants.ROUNDER;
import static io.tapline.network.kernel.vector.DoubleConstants.ROUNDER_BITS;
import static io.tapline.network.kernel.vector.DoubleConstants.SQRT_2;
import static io.tapline.network.kernel.vector.DoubleConstants.SQRT_HALF_BITS;
import static io.tapline.network.kernel.vector.DoubleConstants.TWO;
import static io.tapline.network.kernel.vector.DoubleConstants.ZERO;
import static jdk.incubator.vector.VectorOperators.D2F;
import static jdk.incubator.vector.VectorOperators.EQ;
import static jdk.incubator.vector.VectorOperators.F2D;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LSHR;
import static jdk.incubator.vector.VectorOperators.LT;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;

/** Functions with logarithms, in place: as the plain WideTranscendentals and SmoothRectifiers. */
final class LogarithmVectors {
  /** More than any exponent that is subtracted, and no fraction. */
  private static final long POSITIVE_BITS = 1L << 62;

  private LogarithmVectors() {}

  static void log(float[] values, int offset, int count) {
    for (int i = offset; i < offset + count; i += LANES.length()) {
      DoubleVector x =
          (DoubleVector) FloatVector.fromArray(HALF, values, i).convertShape(F2D, LANES, 0);
      LongVector bits = x.reinterpretAsLongs();
      // Shifted as a positive number: only AVX-512 shifts negative ones of 64 bits.
      LongVector positive = bits.add(POSITIVE_BITS - SQRT_HALF_BITS);
      LongVector exponent =
          positive.lanewise(LSHR, FRACTION_BITS).sub(POSITIVE_BITS >> FRACTION_BITS);
      DoubleVector f =
          bits.sub(exponent.lanewise(LSHL, FRACTION_BITS)).reinterpretAsDoubles().sub(1);
      DoubleVector power = exponent.add(ROUNDER_BITS).reinterpretAsDoubles().sub(ROUNDER);
      DoubleVector t = f.div(f.add(2));
      DoubleVector w = t.mul(t);
      DoubleVector p = w.fma(L6, L5).fma(w, L4).fma(w, L3).fma(w, L2).fma(w, L1);
      DoubleVector log = power.fma(LN2_LANES, t.mul(p.fma(w, TWO)));
      DoubleVector outside = NAN.blend(Double.NEGATIVE_INFINITY, x.compare(EQ, 0));
      DoubleVector finite = outside.blend(log, x.compare(GT, 0));
      DoubleVector result = finite.blend(x, x.compare(EQ, Double.POSITIVE_INFINITY));
      ((FloatVector) result.convertShape(D2F, HALF, 0)).intoArray(values, i);
    }
  }

  static void softplus(float[] values, int offset, int count) {
    for (int i = offset; i < offset + count; i += LANES.length()) {
      DoubleVector x =
          (DoubleVector) FloatVector.fromArray(HALF, values, i).convertShape(F2D, LANES, 0);
      DoubleVector z = x.abs().neg();
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
      VectorMask<Double> halved = e.compare(GT, SQRT_2 - 1);
      DoubleVector f = e.blend(e.sub(1).mul(0.5), halved);
      DoubleVector t = f.div(f.add(2));
      DoubleVector w = t.mul(t);
      DoubleVector p = w.fma(L6, L5).fma(w, L4).fma(w, L3).fma(w, L2).fma(w, L1);
      DoubleVector log1p = t.mul(p.fma(w, TWO)).add(ZERO.blend(LN2, halved));
      DoubleVector softplus = ZERO.blend(x, x.compare(GT, 0)).add(log1p);
      ((FloatVector) softplus.convertShape(D2F, HALF, 0)).intoArray(values, i);
    }
  }
}
