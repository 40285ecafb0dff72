/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.kernel.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The tiles of dense layers whose sums are {@linkplain
 * io.tapline.network.kernel.SumOrder#TWO_CHAINS two chains}, for two vectors of outputs: the two
 * inputs of a turn go to a chain each. See {@link FourVectorTiles} for why they look as they do.
 */
final class TwoVectorChains {
  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();

  private TwoVectorChains() {}

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
    FloatVector s01 = FloatVector.fromArray(SPECIES, bias, biasAt + LANES);
    FloatVector s10 = s00;
    FloatVector s11 = s01;
    FloatVector s20 = s00;
    FloatVector s21 = s01;
    FloatVector s30 = s00;
    FloatVector s31 = s01;
    FloatVector t00 = FloatVector.zero(SPECIES);
    FloatVector t01 = FloatVector.zero(SPECIES);
    FloatVector t10 = t00;
    FloatVector t11 = t01;
    FloatVector t20 = t00;
    FloatVector t21 = t01;
    FloatVector t30 = t00;
    FloatVector t31 = t01;
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
      t00 = x10.fma(w10, t00);
      t01 = x10.fma(w11, t01);
      FloatVector x11 = FloatVector.broadcast(SPECIES, x[at1 + i + 1]);
      t10 = x11.fma(w10, t10);
      t11 = x11.fma(w11, t11);
      FloatVector x12 = FloatVector.broadcast(SPECIES, x[at2 + i + 1]);
      t20 = x12.fma(w10, t20);
      t21 = x12.fma(w11, t21);
      FloatVector x13 = FloatVector.broadcast(SPECIES, x[at3 + i + 1]);
      t30 = x13.fma(w10, t30);
      t31 = x13.fma(w11, t31);
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
    s00.add(t00).intoArray(sums, sumsAt);
    s01.add(t01).intoArray(sums, sumsAt + LANES);
    s10.add(t10).intoArray(sums, sumsAt + sumsStep);
    s11.add(t11).intoArray(sums, sumsAt + sumsStep + LANES);
    s20.add(t20).intoArray(sums, sumsAt + 2 * sumsStep);
    s21.add(t21).intoArray(sums, sumsAt + 2 * sumsStep + LANES);
    s30.add(t30).intoArray(sums, sumsAt + 3 * sumsStep);
    s31.add(t31).intoArray(sums, sumsAt + 3 * sumsStep + LANES);
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
    FloatVector s01 = FloatVector.fromArray(SPECIES, bias, biasAt + LANES);
    FloatVector t00 = FloatVector.zero(SPECIES);
    FloatVector t01 = FloatVector.zero(SPECIES);
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
      t00 = x10.fma(w10, t00);
      t01 = x10.fma(w11, t01);
    }
    if (i < inputs) {
      FloatVector w00 = FloatVector.fromArray(SPECIES, w, panel + i * (2 * LANES));
      FloatVector w01 = FloatVector.fromArray(SPECIES, w, panel + i * (2 * LANES) + LANES);
      FloatVector x00 = FloatVector.broadcast(SPECIES, x[at + i]);
      s00 = x00.fma(w00, s00);
      s01 = x00.fma(w01, s01);
    }
    s00.add(t00).intoArray(sums, sumsAt);
    s01.add(t01).intoArray(sums, sumsAt + LANES);
  }
}
