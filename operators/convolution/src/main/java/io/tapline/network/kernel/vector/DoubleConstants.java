/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.kernel.vector;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/** What the plain WideTranscendentals compute with, as vectors. */
final class DoubleConstants {
  static final VectorSpecies<Double> LANES = DoubleVector.SPECIES_PREFERRED;

  /** As many lanes of float32 take half a vector. */
  static final VectorSpecies<Float> HALF =
      VectorSpecies.of(float.class, VectorShape.forBitSize(LANES.vectorBitSize() / 2));

  static final DoubleVector ZERO = constant(0);
  static final DoubleVector ONE = constant(1);
  static final DoubleVector TWO = constant(2);
  static final DoubleVector NAN = constant(Double.NaN);
  static final int BIAS = 1023;
  static final int FRACTION_BITS = 52;

  static final double EXP_LIMIT = 700;
  static final double LOG2_E = 0x1.71547652b82fep+0;
  static final double LN2 = 0x1.62e42fefa39efp-1;
  static final DoubleVector LN2_LANES = constant(LN2);
  static final DoubleVector MINUS_LN2 = constant(-LN2);
  static final double ROUNDER = 0x1.8p52;
  static final long ROUNDER_BITS = Double.doubleToRawLongBits(ROUNDER);
  static final double SQRT_2 = 0x1.6a09e667f3bcdp+0;
  static final long SQRT_HALF_BITS = Double.doubleToRawLongBits(0x1.6a09e667f3bcdp-1);

  /** Of the polynomial for e^r, from the square's factor on. */
  static final DoubleVector E2 = constant(0x1.fffffffff71b2p-2);

  static final DoubleVector E3 = constant(0x1.5555555553b78p-3);
  static final DoubleVector E4 = constant(0x1.555555742d965p-5);
  static final DoubleVector E5 = constant(0x1.1111111c478ebp-7);
  static final DoubleVector E6 = constant(0x1.6c164de86dafdp-10);
  static final DoubleVector E7 = constant(0x1.a019ada3609f3p-13);
  static final double E8 = 0x1.a15a600528a0fp-16;
  static final double E9 = 0x1.72c72ca338df0p-19;

  /** Of the polynomial for the logarithm. */
  static final DoubleVector L1 = constant(0x1.55555555553b8p-1);

  static final DoubleVector L2 = constant(0x1.9999999b86b7cp-2);
  static final DoubleVector L3 = constant(0x1.2492462aa8c89p-2);
  static final DoubleVector L4 = constant(0x1.c71fcd1ced0aep-3);
  static final double L5 = 0x1.7382d06f0c1dep-3;
  static final double L6 = 0x1.546adfbbda333p-3;

  private DoubleConstants() {}

  private static DoubleVector constant(double value) {
    return DoubleVector.broadcast(LANES, value);
  }
}
