/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.kernel.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** As {@link FourVectorTiles}, for two vectors of outputs. */
final class TwoVectorTiles {
  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();

  private TwoVectorTiles() {}

  /** 8 rows. */
  static void rows8(
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
    int at4 = at + 4 * step;
    int at5 = at + 5 * step;
    int at6 = at + 6 * step;
    int at7 = at + 7 * step;
    FloatVector s00 = FloatVector.fromArray(SPECIES, start, startAt);
    FloatVector s01 = FloatVector.fromArray(SPECIES, start, startAt + LANES);
    FloatVector s10 = FloatVector.fromArray(SPECIES, start, startAt + startStep);
    FloatVector s11 = FloatVector.fromArray(SPECIES, start, startAt + startStep + LANES);
    FloatVector s20 = FloatVector.fromArray(SPECIES, start, startAt + 2 * startStep);
    FloatVector s21 = FloatVector.fromArray(SPECIES, start, startAt + 2 * startStep + LANES);
    FloatVector s30 = FloatVector.fromArray(SPECIES, start, startAt + 3 * startStep);
    FloatVector s31 = FloatVector.fromArray(SPECIES, start, startAt + 3 * startStep + LANES);
    FloatVector s40 = FloatVector.fromArray(SPECIES, start, startAt + 4 * startStep);
    FloatVector s41 = FloatVector.fromArray(SPECIES, start, startAt + 4 * startStep + LANES);
    FloatVector s50 = FloatVector.fromArray(SPECIES, start, startAt + 5 * startStep);
    FloatVector s51 = FloatVector.fromArray(SPECIES, start, startAt + 5 * startStep + LANES);
    FloatVector s60 = FloatVector.fromArray(SPECIES, start, startAt + 6 * startStep);
    FloatVector s61 = FloatVector.fromArray(SPECIES, start, startAt + 6 * startStep + LANES);
    FloatVector s70 = FloatVector.fromArray(SPECIES, start, startAt + 7 * startStep);
    FloatVector s71 = FloatVector.fromArray(SPECIES, start, startAt + 7 * startStep + LANES);
    int i = 0;
    for (; i < inputs - 1; i += 2) {
      FloatVector w00 = FloatVector.fromArray(SPECIES, w, panel + i * (2 * LANES));
      FloatVector w01 = FloatVector.fromArray(SPECIES, w, panel + i * (2 * LANES) + LANES);
      FloatVector x00 = FloatVector.broadcast(SPECIES, x[at + i]);
      s00 = x00.fma(w00, s00);
      s01 = x00.fma(w01, s01);
      FloatVector x01 = FloatVector.broadcast(SPECIES, x[at1 + i]);
      s10 = x01.fma(w00, s10);
      s11 = x01.fma(w01, s11);
      FloatVector x02 = FloatVector.broadcast(SPECIES, x[at2 + i]);
      s20 = x02.fma(w00, s20);
      s21 = x02.fma(w01, s21);
      FloatVector x03 = FloatVector.broadcast(SPECIES, x[at3 + i]);
      s30 = x03.fma(w00, s30);
      s31 = x03.fma(w01, s31);
      FloatVector x04 = FloatVector.broadcast(SPECIES, x[at4 + i]);
      s40 = x04.fma(w00, s40);
      s41 = x04.fma(w01, s41);
      FloatVector x05 = FloatVector.broadcast(SPECIES, x[at5 + i]);
      s50 = x05.fma(w00, s50);
      s51 = x05.fma(w01, s51);
      FloatVector x06 = FloatVector.broadcast(SPECIES, x[at6 + i]);
      s60 = x06.fma(w00, s60);
      s61 = x06.fma(w01, s61);
      FloatVector x07 = FloatVector.broadcast(SPECIES, x[at7 + i]);
      s70 = x07.fma(w00, s70);
      s71 = x07.fma(w01, s71);
      FloatVector w10 = FloatVector.fromArray(SPECIES, w, panel + i * (2 * LANES) + 2 * LANES);
      FloatVector w11 = FloatVector.fromArray(SPECIES, w, panel + i * (2 * LANES) + 3 * LANES);
      FloatVector x10 = FloatVector.broadcast(SPECIES, x[at + i + 1]);
      s00 = x10.fma(w10, s00);
      s01 = x10.fma(w11, s01);
      FloatVector x11 = FloatVector.broadcast(SPECIES, x[at1 + i + 1]);
      s10 = x11.fma(w10, s10);
      s11 = x11.fma(w11, s11);
      FloatVector x12 = FloatVector.broadcast(SPECIES, x[at2 + i + 1]);
      s20 = x12.fma(w10, s20);
      s21 = x12.fma(w11, s21);
      FloatVector x13 = FloatVector.broadcast(SPECIES, x[at3 + i + 1]);
      s30 = x13.fma(w10, s30);
      s31 = x13.fma(w11, s31);
      FloatVector x14 = FloatVector.broadcast(SPECIES, x[at4 + i + 1]);
      s40 = x14.fma(w10, s40);
      s41 = x14.fma(w11, s41);
      FloatVector x15 = FloatVector.broadcast(SPECIES, x[at5 + i + 1]);
      s50 = x15.fma(w10, s50);
      s51 = x15.fma(w11, s51);
      FloatVector x16 = FloatVector.broadcast(SPECIES, x[at6 + i + 1]);
      s60 = x16.fma(w10, s60);
      s61 = x16.fma(w11, s61);
      FloatVector x17 = FloatVector.broadcast(SPECIES, x[at7 + i + 1]);
      s70 = x17.fma(w10, s70);
      s71 = x17.fma(w11, s71);
    }
    if (i < inputs) {
      FloatVector w00 = FloatVector.fromArray(SPECIES, w, panel + i * (2 * LANES));
      FloatVector w01 = FloatVector.fromArray(SPECIES, w, panel + i * (2 * LANES) + LANES);
      FloatVector x00 = FloatVector.broadcast(SPECIES, x[at + i]);
      s00 = x00.fma(w00, s00);
      s01 = x00.fma(w01, s01);
      FloatVector x01 = FloatVector.broadcast(SPECIES, x[at1 + i]);
      s10 = x01.fma(w00, s10);
      s11 = x01.fma(w01, s11);
      FloatVector x02 = FloatVector.broadcast(SPECIES, x[at2 + i]);
      s20 = x02.fma(w00, s20);
      s21 = x02.fma(w01, s21);
      FloatVector x03 = FloatVector.broadcast(SPECIES, x[at3 + i]);
      s30 = x03.fma(w00, s30);
      s31 = x03.fma(w01, s31);
      FloatVector x04 = FloatVector.broadcast(SPECIES, x[at4 + i]);
      s40 = x04.fma(w00, s40);
      s41 = x04.fma(w01, s41);
      FloatVector x05 = FloatVector.broadcast(SPECIES, x[at5 + i]);
      s50 = x05.fma(w00, s50);
      s51 = x05.fma(w01, s51);
      FloatVector x06 = FloatVector.broadcast(SPECIES, x[at6 + i]);
      s60 = x06.fma(w00, s60);
      s61 = x06.fma(w01, s61);
      FloatVector x07 = FloatVector.broadcast(SPECIES, x[at7 + i]);
      s70 = x07.fma(w00, s70);
      s71 = x07.fma(w01, s71);
    }
    s00.intoArray(sums, sumsAt);
    s01.intoArray(sums, sumsAt + LANES);
    s10.intoArray(sums, sumsAt + sumsStep);
    s11.intoArray(sums, sumsAt + sumsStep + LANES);
    s20.intoArray(sums, sumsAt + 2 * sumsStep);
    s21.intoArray(sums, sumsAt + 2 * sumsStep + LANES);
    s30.intoArray(sums, sumsAt + 3 * sumsStep);
    s31.intoArray(sums, sumsAt + 3 * sumsStep + LANES);
    s40.intoArray(sums, sumsAt + 4 * sumsStep);
    s41.intoArray(sums, sumsAt + 4 * sumsStep + LANES);
    s50.intoArray(sums, sumsAt + 5 * sumsStep);
    s51.intoArray(sums, sumsAt + 5 * sumsStep + LANES);
    s60.intoArray(sums, sumsAt + 6 * sumsStep);
    s61.intoArray(sums, sumsAt + 6 * sumsStep + LANES);
    s70.intoArray(sums, sumsAt + 7 * sumsStep);
    s71.intoArray(sums, sumsAt + 7 * sumsStep + LANES);
  }

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
    FloatVector s10 = FloatVector.fromArray(SPECIES, start, startAt + startStep);
    FloatVector s11 = FloatVector.fromArray(SPECIES, start, startAt + startStep + LANES);
    FloatVector s20 = FloatVector.fromArray(SPECIES, start, startAt + 2 * startStep);
    FloatVector s21 = FloatVector.fromArray(SPECIES, start, startAt + 2 * startStep + LANES);
    FloatVector s30 = FloatVector.fromArray(SPECIES, start, startAt + 3 * startStep);
    FloatVector s31 = FloatVector.fromArray(SPECIES, start, startAt + 3 * startStep + LANES);
    int i = 0;
    for (; i < inputs - 1; i += 2) {
      FloatVector w00 = FloatVector.fromArray(SPECIES, w, panel + i * (2 * LANES));
      FloatVector w01 = FloatVector.fromArray(SPECIES, w, panel + i * (2 * LANES) + LANES);
      FloatVector x00 = FloatVector.broadcast(SPECIES, x[at + i]);
      s00 = x00.fma(w00, s00);
      s01 = x00.fma(w01, s01);
      FloatVector x01 = FloatVector.broadcast(SPECIES, x[at1 + i]);
      s10 = x01.fma(w00, s10);
      s11 = x01.fma(w01, s11);
      FloatVector x02 = FloatVector.broadcast(SPECIES, x[at2 + i]);
      s20 = x02.fma(w00, s20);
      s21 = x02.fma(w01, s21);
      FloatVector x03 = FloatVector.broadcast(SPECIES, x[at3 + i]);
      s30 = x03.fma(w00, s30);
      s31 = x03.fma(w01, s31);
      FloatVector w10 = FloatVector.fromArray(SPECIES, w, panel + i * (2 * LANES) + 2 * LANES);
      FloatVector w11 = FloatVector.fromArray(SPECIES, w, panel + i * (2 * LANES) + 3 * LANES);
      FloatVector x10 = FloatVector.broadcast(SPECIES, x[at + i + 1]);
      s00 = x10.fma(w10, s00);
      s01 = x10.fma(w11, s01);
      FloatVector x11 = FloatVector.broadcast(SPECIES, x[at1 + i + 1]);
      s10 = x11.fma(w10, s10);
      s11 = x11.fma(w11, s11);
      FloatVector x12 = FloatVector.broadcast(SPECIES, x[at2 + i + 1]);
      s20 = x12.fma(w10, s20);
      s21 = x12.fma(w11, s21);
      FloatVector x13 = FloatVector.broadcast(SPECIES, x[at3 + i + 1]);
      s30 = x13.fma(w10, s30);
      s31 = x13.fma(w11, s31);
    }
    if (i < inputs) {
      FloatVector w00 = FloatVector.fromArray(SPECIES, w, panel + i * (2 * LANES));
      FloatVector w01 = FloatVector.fromArray(SPECIES, w, panel + i * (2 * LANES) + LANES);
      FloatVector x00 = FloatVector.broadcast(SPECIES, x[at + i]);
      s00 = x00.fma(w00, s00);
      s01 = x00.fma(w01, s01);
      FloatVector x01 = FloatVector.broadcast(SPECIES, x[at1 + i]);
      s10 = x01.fma(w00, s10);
      s11 = x01.fma(w01, s11);
      FloatVector x02 = FloatVector.broadcast(SPECIES, x[at2 + i]);
      s20 = x02.fma(w00, s20);
      s21 = x02.fma(w01, s21);
      FloatVector x03 = FloatVector.broadcast(SPECIES, x[at3 + i]);
      s30 = x03.fma(w00, s30);
      s31 = x03.fma(w01, s31);
    }
    s00.intoArray(sums, sumsAt);
    s01.intoArray(sums, sumsAt + LANES);
    s10.intoArray(sums, sumsAt + sumsStep);
    s11.intoArray(sums, sumsAt + sumsStep + LANES);
    s20.intoArray(sums, sumsAt + 2 * sumsStep);
    s21.intoArray(sums, sumsAt + 2 * sumsStep + LANES);
    s30.intoArray(sums, sumsAt + 3 * sumsStep);
    s31.intoArray(sums, sumsAt + 3 * sumsStep + LANES);
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
    int i = 0;
    for (; i < inputs - 1; i += 2) {
      FloatVector w00 = FloatVector.fromArray(SPECIES, w, panel + i * (2 * LANES));
      FloatVector w01 = FloatVector.fromArray(SPECIES, w, panel + i * (2 * LANES) + LANES);
      FloatVector x00 = FloatVector.broadcast(SPECIES, x[at + i]);
      s00 = x00.fma(w00, s00);
      s01 = x00.fma(w01, s01);
      FloatVector w10 = FloatVector.fromArray(SPECIES, w, panel + i * (2 * LANES) + 2 * LANES);
      FloatVector w11 = FloatVector.fromArray(SPECIES, w, panel + i * (2 * LANES) + 3 * LANES);
      FloatVector x10 = FloatVector.broadcast(SPECIES, x[at + i + 1]);
      s00 = x10.fma(w10, s00);
      s01 = x10.fma(w11, s01);
    }
    if (i < inputs) {
      FloatVector w00 = FloatVector.fromArray(SPECIES, w, panel + i * (2 * LANES));
      FloatVector w01 = FloatVector.fromArray(SPECIES, w, panel + i * (2 * LANES) + LANES);
      FloatVector x00 = FloatVector.broadcast(SPECIES, x[at + i]);
      s00 = x00.fma(w00, s00);
      s01 = x00.fma(w01, s01);
    }
    s00.intoArray(sums, sumsAt);
    s01.intoArray(sums, sumsAt + LANES);
  }
}
