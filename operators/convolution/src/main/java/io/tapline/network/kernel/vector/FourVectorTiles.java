/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.kernel.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The tiles of dense layers for four vectors of outputs: rows × vectors whose sums stay in
 * registers while one flat loop goes over the inputs.
 *
 * <p>{@code rows4} computes, for 4 rows, {@code sum[r][o] = start[r][o] + Σ x[at + r·step + i] ·
 * w[i][o]}, i ascending, one fused multiply-add each.
 *
 * <p>Why these tiles and their kin look as they do: every sum is a variable of its own, for C2
 * keeps no array in registers; one loop, for C2 on JDK 17 boxes vectors that are carried through
 * nested ones; two inputs a turn, for then half of the address arithmetic goes, which otherwise
 * fills the decoder before the multipliers; and no more than about 1 000 bytecodes each.
 */
final class FourVectorTiles {
  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();

  private FourVectorTiles() {}

  /** 4 rows. */
  static void rows4(
      float[] x,
      int at,
      int step,
      float[] w,
      int panel,
      int inputs,
      float[] start,
      int startAt,
      int startStep,
      float[] sums,
      int sumsAt,
      int sumsStep) {
    int at1 = at + step;
    int at2 = at + 2 * step;
    int at3 = at + 3 * step;
    FloatVector s00 = FloatVector.fromArray(SPECIES, start, startAt);
    FloatVector s01 = FloatVector.fromArray(SPECIES, start, startAt + LANES);
    FloatVector s02 = FloatVector.fromArray(SPECIES, start, startAt + 2 * LANES);
    FloatVector s03 = FloatVector.fromArray(SPECIES, start, startAt + 3 * LANES);
    FloatVector s10 = FloatVector.fromArray(SPECIES, start, startAt + startStep);
    FloatVector s11 = FloatVector.fromArray(SPECIES, start, startAt + startStep + LANES);
    FloatVector s12 = FloatVector.fromArray(SPECIES, start, startAt + startStep + 2 * LANES);
    FloatVector s13 = FloatVector.fromArray(SPECIES, start, startAt + startStep + 3 * LANES);
    FloatVector s20 = FloatVector.fromArray(SPECIES, start, startAt + 2 * startStep);
    FloatVector s21 = FloatVector.fromArray(SPECIES, start, startAt + 2 * startStep + LANES);
    FloatVector s22 = FloatVector.fromArray(SPECIES, start, startAt + 2 * startStep + 2 * LANES);
    FloatVector s23 = FloatVector.fromArray(SPECIES, start, startAt + 2 * startStep + 3 * LANES);
    FloatVector s30 = FloatVector.fromArray(SPECIES, start, startAt + 3 * startStep);
    FloatVector s31 = FloatVector.fromArray(SPECIES, start, startAt + 3 * startStep + LANES);
    FloatVector s32 = FloatVector.fromArray(SPECIES, start, startAt + 3 * startStep + 2 * LANES);
    FloatVector s33 = FloatVector.fromArray(SPECIES, start, startAt + 3 * startStep + 3 * LANES);
    int i = 0;
    for (; i < inputs - 1; i += 2) {
      FloatVector w00 = FloatVector.fromArray(SPECIES, w, panel + i * (4 * LANES));
      FloatVector w01 = FloatVector.fromArray(SPECIES, w, panel + i * (4 * LANES) + LANES);
      FloatVector w02 = FloatVector.fromArray(SPECIES, w, panel + i * (4 * LANES) + 2 * LANES);
      FloatVector w03 = FloatVector.fromArray(SPECIES, w, panel + i * (4 * LANES) + 3 * LANES);
      FloatVector x00 = FloatVector.broadcast(SPECIES, x[at + i]);
      s00 = x00.fma(w00, s00);
      s01 = x00.fma(w01, s01);
      s02 = x00.fma(w02, s02);
      s03 = x00.fma(w03, s03);
      FloatVector x01 = FloatVector.broadcast(SPECIES, x[at1 + i]);
      s10 = x01.fma(w00, s10);
      s11 = x01.fma(w01, s11);
      s12 = x01.fma(w02, s12);
      s13 = x01.fma(w03, s13);
      FloatVector x02 = FloatVector.broadcast(SPECIES, x[at2 + i]);
      s20 = x02.fma(w00, s20);
      s21 = x02.fma(w01, s21);
      s22 = x02.fma(w02, s22);
      s23 = x02.fma(w03, s23);
      FloatVector x03 = FloatVector.broadcast(SPECIES, x[at3 + i]);
      s30 = x03.fma(w00, s30);
      s31 = x03.fma(w01, s31);
      s32 = x03.fma(w02, s32);
      s33 = x03.fma(w03, s33);
      FloatVector w10 = FloatVector.fromArray(SPECIES, w, panel + i * (4 * LANES) + 4 * LANES);
      FloatVector w11 = FloatVector.fromArray(SPECIES, w, panel + i * (4 * LANES) + 5 * LANES);
      FloatVector w12 = FloatVector.fromArray(SPECIES, w, panel + i * (4 * LANES) + 6 * LANES);
      FloatVector w13 = FloatVector.fromArray(SPECIES, w, panel + i * (4 * LANES) + 7 * LANES);
      FloatVector x10 = FloatVector.broadcast(SPECIES, x[at + i + 1]);
      s00 = x10.fma(w10, s00);
      s01 = x10.fma(w11, s01);
      s02 = x10.fma(w12, s02);
      s03 = x10.fma(w13, s03);
      FloatVector x11 = FloatVector.broadcast(SPECIES, x[at1 + i + 1]);
      s10 = x11.fma(w10, s10);
      s11 = x11.fma(w11, s11);
      s12 = x11.fma(w12, s12);
      s13 = x11.fma(w13, s13);
      FloatVector x12 = FloatVector.broadcast(SPECIES, x[at2 + i + 1]);
      s20 = x12.fma(w10, s20);
      s21 = x12.fma(w11, s21);
      s22 = x12.fma(w12, s22);
      s23 = x12.fma(w13, s23);
      FloatVector x13 = FloatVector.broadcast(SPECIES, x[at3 + i + 1]);
      s30 = x13.fma(w10, s30);
      s31 = x13.fma(w11, s31);
      s32 = x13.fma(w12, s32);
      s33 = x13.fma(w13, s33);
    }
    if (i < inputs) {
      FloatVector w00 = FloatVector.fromArray(SPECIES, w, panel + i * (4 * LANES));
      FloatVector w01 = FloatVector.fromArray(SPECIES, w, panel + i * (4 * LANES) + LANES);
      FloatVector w02 = FloatVector.fromArray(SPECIES, w, panel + i * (4 * LANES) + 2 * LANES);
      FloatVector w03 = FloatVector.fromArray(SPECIES, w, panel + i * (4 * LANES) + 3 * LANES);
      FloatVector x00 = FloatVector.broadcast(SPECIES, x[at + i]);
      s00 = x00.fma(w00, s00);
      s01 = x00.fma(w01, s01);
      s02 = x00.fma(w02, s02);
      s03 = x00.fma(w03, s03);
      FloatVector x01 = FloatVector.broadcast(SPECIES, x[at1 + i]);
      s10 = x01.fma(w00, s10);
      s11 = x01.fma(w01, s11);
      s12 = x01.fma(w02, s12);
      s13 = x01.fma(w03, s13);
      FloatVector x02 = FloatVector.broadcast(SPECIES, x[at2 + i]);
      s20 = x02.fma(w00, s20);
      s21 = x02.fma(w01, s21);
      s22 = x02.fma(w02, s22);
      s23 = x02.fma(w03, s23);
      FloatVector x03 = FloatVector.broadcast(SPECIES, x[at3 + i]);
      s30 = x03.fma(w00, s30);
      s31 = x03.fma(w01, s31);
      s32 = x03.fma(w02, s32);
      s33 = x03.fma(w03, s33);
    }
    s00.intoArray(sums, sumsAt);
    s01.intoArray(sums, sumsAt + LANES);
    s02.intoArray(sums, sumsAt + 2 * LANES);
    s03.intoArray(sums, sumsAt + 3 * LANES);
    s10.intoArray(sums, sumsAt + sumsStep);
    s11.intoArray(sums, sumsAt + sumsStep + LANES);
    s12.intoArray(sums, sumsAt + sumsStep + 2 * LANES);
    s13.intoArray(sums, sumsAt + sumsStep + 3 * LANES);
    s20.intoArray(sums, sumsAt + 2 * sumsStep);
    s21.intoArray(sums, sumsAt + 2 * sumsStep + LANES);
    s22.intoArray(sums, sumsAt + 2 * sumsStep + 2 * LANES);
    s23.intoArray(sums, sumsAt + 2 * sumsStep + 3 * LANES);
    s30.intoArray(sums, sumsAt + 3 * sumsStep);
    s31.intoArray(sums, sumsAt + 3 * sumsStep + LANES);
    s32.intoArray(sums, sumsAt + 3 * sumsStep + 2 * LANES);
    s33.intoArray(sums, sumsAt + 3 * sumsStep + 3 * LANES);
  }

  /** 1 row. */
  static void rows1(
      float[] x,
      int at,
      float[] w,
      int panel,
      int inputs,
      float[] start,
      int startAt,
      float[] sums,
      int sumsAt) {
    FloatVector s00 = FloatVector.fromArray(SPECIES, start, startAt);
    FloatVector s01 = FloatVector.fromArray(SPECIES, start, startAt + LANES);
    FloatVector s02 = FloatVector.fromArray(SPECIES, start, startAt + 2 * LANES);
    FloatVector s03 = FloatVector.fromArray(SPECIES, start, startAt + 3 * LANES);
    int i = 0;
    for (; i < inputs - 1; i += 2) {
      FloatVector w00 = FloatVector.fromArray(SPECIES, w, panel + i * (4 * LANES));
      FloatVector w01 = FloatVector.fromArray(SPECIES, w, panel + i * (4 * LANES) + LANES);
      FloatVector w02 = FloatVector.fromArray(SPECIES, w, panel + i * (4 * LANES) + 2 * LANES);
      FloatVector w03 = FloatVector.fromArray(SPECIES, w, panel + i * (4 * LANES) + 3 * LANES);
      FloatVector x00 = FloatVector.broadcast(SPECIES, x[at + i]);
      s00 = x00.fma(w00, s00);
      s01 = x00.fma(w01, s01);
      s02 = x00.fma(w02, s02);
      s03 = x00.fma(w03, s03);
      FloatVector w10 = FloatVector.fromArray(SPECIES, w, panel + i * (4 * LANES) + 4 * LANES);
      FloatVector w11 = FloatVector.fromArray(SPECIES, w, panel + i * (4 * LANES) + 5 * LANES);
      FloatVector w12 = FloatVector.fromArray(SPECIES, w, panel + i * (4 * LANES) + 6 * LANES);
      FloatVector w13 = FloatVector.fromArray(SPECIES, w, panel + i * (4 * LANES) + 7 * LANES);
      FloatVector x10 = FloatVector.broadcast(SPECIES, x[at + i + 1]);
      s00 = x10.fma(w10, s00);
      s01 = x10.fma(w11, s01);
      s02 = x10.fma(w12, s02);
      s03 = x10.fma(w13, s03);
    }
    if (i < inputs) {
      FloatVector w00 = FloatVector.fromArray(SPECIES, w, panel + i * (4 * LANES));
      FloatVector w01 = FloatVector.fromArray(SPECIES, w, panel + i * (4 * LANES) + LANES);
      FloatVector w02 = FloatVector.fromArray(SPECIES, w, panel + i * (4 * LANES) + 2 * LANES);
      FloatVector w03 = FloatVector.fromArray(SPECIES, w, panel + i * (4 * LANES) + 3 * LANES);
      FloatVector x00 = FloatVector.broadcast(SPECIES, x[at + i]);
      s00 = x00.fma(w00, s00);
      s01 = x00.fma(w01, s01);
      s02 = x00.fma(w02, s02);
      s03 = x00.fma(w03, s03);
    }
    s00.intoArray(sums, sumsAt);
    s01.intoArray(sums, sumsAt + LANES);
    s02.intoArray(sums, sumsAt + 2 * LANES);
    s03.intoArray(sums, sumsAt + 3 * LANES);
  }
}
