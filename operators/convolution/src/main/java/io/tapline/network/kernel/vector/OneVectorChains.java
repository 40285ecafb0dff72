/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.kernel.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** As {@link TwoVectorChains}, for one vector of outputs. */
final class OneVectorChains {
  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();

  private OneVectorChains() {}

  /** 8 rows. */
  static void rows8(
      float[] x,
      int at,
      int step,
      float[] w,
      int panel,
      int inputs,
      float[] bias,
      int biasAt,
      float[] sums,
      int sumsAt,
      int sumsStep) {
    int at1 = at + step;
    int at2 = at + 2 * step;
    int at3 = at + 3 * step;
    int at4 = at + 4 * step;
    int at5 = at + 5 * step;
    int at6 = at + 6 * step;
    int at7 = at + 7 * step;
    FloatVector s00 = FloatVector.fromArray(SPECIES, bias, biasAt);
    FloatVector s10 = s00;
    FloatVector s20 = s00;
    FloatVector s30 = s00;
    FloatVector s40 = s00;
    FloatVector s50 = s00;
    FloatVector s60 = s00;
    FloatVector s70 = s00;
    FloatVector t00 = FloatVector.zero(SPECIES);
    FloatVector t10 = t00;
    FloatVector t20 = t00;
    FloatVector t30 = t00;
    FloatVector t40 = t00;
    FloatVector t50 = t00;
    FloatVector t60 = t00;
    FloatVector t70 = t00;
    int i = 0;
    for (; i < inputs - 1; i += 2) {
      FloatVector w00 = FloatVector.fromArray(SPECIES, w, panel + i * LANES);
      FloatVector x00 = FloatVector.broadcast(SPECIES, x[at + i]);
      s00 = x00.fma(w00, s00);
      FloatVector x01 = FloatVector.broadcast(SPECIES, x[at1 + i]);
      s10 = x01.fma(w00, s10);
      FloatVector x02 = FloatVector.broadcast(SPECIES, x[at2 + i]);
      s20 = x02.fma(w00, s20);
      FloatVector x03 = FloatVector.broadcast(SPECIES, x[at3 + i]);
      s30 = x03.fma(w00, s30);
      FloatVector x04 = FloatVector.broadcast(SPECIES, x[at4 + i]);
      s40 = x04.fma(w00, s40);
      FloatVector x05 = FloatVector.broadcast(SPECIES, x[at5 + i]);
      s50 = x05.fma(w00, s50);
      FloatVector x06 = FloatVector.broadcast(SPECIES, x[at6 + i]);
      s60 = x06.fma(w00, s60);
      FloatVector x07 = FloatVector.broadcast(SPECIES, x[at7 + i]);
      s70 = x07.fma(w00, s70);
      FloatVector w10 = FloatVector.fromArray(SPECIES, w, panel + i * LANES + LANES);
      FloatVector x10 = FloatVector.broadcast(SPECIES, x[at + i + 1]);
      t00 = x10.fma(w10, t00);
      FloatVector x11 = FloatVector.broadcast(SPECIES, x[at1 + i + 1]);
      t10 = x11.fma(w10, t10);
      FloatVector x12 = FloatVector.broadcast(SPECIES, x[at2 + i + 1]);
      t20 = x12.fma(w10, t20);
      FloatVector x13 = FloatVector.broadcast(SPECIES, x[at3 + i + 1]);
      t30 = x13.fma(w10, t30);
      FloatVector x14 = FloatVector.broadcast(SPECIES, x[at4 + i + 1]);
      t40 = x14.fma(w10, t40);
      FloatVector x15 = FloatVector.broadcast(SPECIES, x[at5 + i + 1]);
      t50 = x15.fma(w10, t50);
      FloatVector x16 = FloatVector.broadcast(SPECIES, x[at6 + i + 1]);
      t60 = x16.fma(w10, t60);
      FloatVector x17 = FloatVector.broadcast(SPECIES, x[at7 + i + 1]);
      t70 = x17.fma(w10, t70);
    }
    if (i < inputs) {
      FloatVector w00 = FloatVector.fromArray(SPECIES, w, panel + i * LANES);
      FloatVector x00 = FloatVector.broadcast(SPECIES, x[at + i]);
      s00 = x00.fma(w00, s00);
      FloatVector x01 = FloatVector.broadcast(SPECIES, x[at1 + i]);
      s10 = x01.fma(w00, s10);
      FloatVector x02 = FloatVector.broadcast(SPECIES, x[at2 + i]);
      s20 = x02.fma(w00, s20);
      FloatVector x03 = FloatVector.broadcast(SPECIES, x[at3 + i]);
      s30 = x03.fma(w00, s30);
      FloatVector x04 = FloatVector.broadcast(SPECIES, x[at4 + i]);
      s40 = x04.fma(w00, s40);
      FloatVector x05 = FloatVector.broadcast(SPECIES, x[at5 + i]);
      s50 = x05.fma(w00, s50);
      FloatVector x06 = FloatVector.broadcast(SPECIES, x[at6 + i]);
      s60 = x06.fma(w00, s60);
      FloatVector x07 = FloatVector.broadcast(SPECIES, x[at7 + i]);
      s70 = x07.fma(w00, s70);
    }
    s00.add(t00).intoArray(sums, sumsAt);
    s10.add(t10).intoArray(sums, sumsAt + sumsStep);
    s20.add(t20).intoArray(sums, sumsAt + 2 * sumsStep);
    s30.add(t30).intoArray(sums, sumsAt + 3 * sumsStep);
    s40.add(t40).intoArray(sums, sumsAt + 4 * sumsStep);
    s50.add(t50).intoArray(sums, sumsAt + 5 * sumsStep);
    s60.add(t60).intoArray(sums, sumsAt + 6 * sumsStep);
    s70.add(t70).intoArray(sums, sumsAt + 7 * sumsStep);
  }

  /** 4 rows. */
  static void rows4(
      float[] x,
      int at,
      int step,
      float[] w,
      int panel,
      int inputs,
      float[] bias,
      int biasAt,
      float[] sums,
      int sumsAt,
      int sumsStep) {
    int at1 = at + step;
    int at2 = at + 2 * step;
    int at3 = at + 3 * step;
    FloatVector s00 = FloatVector.fromArray(SPECIES, bias, biasAt);
    FloatVector s10 = s00;
    FloatVector s20 = s00;
    FloatVector s30 = s00;
    FloatVector t00 = FloatVector.zero(SPECIES);
    FloatVector t10 = t00;
    FloatVector t20 = t00;
    FloatVector t30 = t00;
    int i = 0;
    for (; i < inputs - 1; i += 2) {
      FloatVector w00 = FloatVector.fromArray(SPECIES, w, panel + i * LANES);
      FloatVector x00 = FloatVector.broadcast(SPECIES, x[at + i]);
      s00 = x00.fma(w00, s00);
      FloatVector x01 = FloatVector.broadcast(SPECIES, x[at1 + i]);
      s10 = x01.fma(w00, s10);
      FloatVector x02 = FloatVector.broadcast(SPECIES, x[at2 + i]);
      s20 = x02.fma(w00, s20);
      FloatVector x03 = FloatVector.broadcast(SPECIES, x[at3 + i]);
      s30 = x03.fma(w00, s30);
      FloatVector w10 = FloatVector.fromArray(SPECIES, w, panel + i * LANES + LANES);
      FloatVector x10 = FloatVector.broadcast(SPECIES, x[at + i + 1]);
      t00 = x10.fma(w10, t00);
      FloatVector x11 = FloatVector.broadcast(SPECIES, x[at1 + i + 1]);
      t10 = x11.fma(w10, t10);
      FloatVector x12 = FloatVector.broadcast(SPECIES, x[at2 + i + 1]);
      t20 = x12.fma(w10, t20);
      FloatVector x13 = FloatVector.broadcast(SPECIES, x[at3 + i + 1]);
      t30 = x13.fma(w10, t30);
    }
    if (i < inputs) {
      FloatVector w00 = FloatVector.fromArray(SPECIES, w, panel + i * LANES);
      FloatVector x00 = FloatVector.broadcast(SPECIES, x[at + i]);
      s00 = x00.fma(w00, s00);
      FloatVector x01 = FloatVector.broadcast(SPECIES, x[at1 + i]);
      s10 = x01.fma(w00, s10);
      FloatVector x02 = FloatVector.broadcast(SPECIES, x[at2 + i]);
      s20 = x02.fma(w00, s20);
      FloatVector x03 = FloatVector.broadcast(SPECIES, x[at3 + i]);
      s30 = x03.fma(w00, s30);
    }
    s00.add(t00).intoArray(sums, sumsAt);
    s10.add(t10).intoArray(sums, sumsAt + sumsStep);
    s20.add(t20).intoArray(sums, sumsAt + 2 * sumsStep);
    s30.add(t30).intoArray(sums, sumsAt + 3 * sumsStep);
  }

  /** 1 row. */
  static void rows1(
      float[] x,
      int at,
      float[] w,
      int panel,
      int inputs,
      float[] bias,
      int biasAt,
      float[] sums,
      int sumsAt) {
    FloatVector s00 = FloatVector.fromArray(SPECIES, bias, biasAt);
    FloatVector t00 = FloatVector.zero(SPECIES);
    int i = 0;
    for (; i < inputs - 1; i += 2) {
      FloatVector w00 = FloatVector.fromArray(SPECIES, w, panel + i * LANES);
      FloatVector x00 = FloatVector.broadcast(SPECIES, x[at + i]);
      s00 = x00.fma(w00, s00);
      FloatVector w10 = FloatVector.fromArray(SPECIES, w, panel + i * LANES + LANES);
      FloatVector x10 = FloatVector.broadcast(SPECIES, x[at + i + 1]);
      t00 = x10.fma(w10, t00);
    }
    if (i < inputs) {
      FloatVector w00 = FloatVector.fromArray(SPECIES, w, panel + i * LANES);
      FloatVector x00 = FloatVector.broadcast(SPECIES, x[at + i]);
      s00 = x00.fma(w00, s00);
    }
    s00.add(t00).intoArray(sums, sumsAt);
  }
}
