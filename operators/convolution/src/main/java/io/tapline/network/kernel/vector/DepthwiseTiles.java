/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.kernel.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The loops of depthwise layers: over vectors of outputs, whose sums stay in registers while one or
 * two taps go by, for four rows or one. A sum begins at {@code start} and adds {@code x·w[tap]},
 * taps ascending, one fused multiply-add each.
 *
 * <p>Taps may lie anywhere, so where each begins is known before the loop: then C2 checks all
 * bounds before it, and none inside.
 */
final class DepthwiseTiles {
  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();

  private DepthwiseTiles() {}

  /** Four rows, two taps. */
  static void rows4x2(
      float[] x,
      int tap0,
      int tap1,
      int step,
      float[] w,
      int w0,
      int width,
      float[] start,
      int startAt,
      int startStep,
      float[] sums,
      int sumsAt,
      int count) {
    int w1 = w0 + width;
    int x01 = tap0 + step;
    int x02 = tap0 + 2 * step;
    int x03 = tap0 + 3 * step;
    int x11 = tap1 + step;
    int x12 = tap1 + 2 * step;
    int x13 = tap1 + 3 * step;
    for (int o = 0; o < count; o += LANES) {
      FloatVector v0 = FloatVector.fromArray(SPECIES, w, w0 + o);
      FloatVector v1 = FloatVector.fromArray(SPECIES, w, w1 + o);
      FloatVector s0 = FloatVector.fromArray(SPECIES, start, startAt + o);
      FloatVector s1 = FloatVector.fromArray(SPECIES, start, startAt + startStep + o);
      FloatVector s2 = FloatVector.fromArray(SPECIES, start, startAt + 2 * startStep + o);
      FloatVector s3 = FloatVector.fromArray(SPECIES, start, startAt + 3 * startStep + o);
      s0 = FloatVector.fromArray(SPECIES, x, tap0 + o).fma(v0, s0);
      s1 = FloatVector.fromArray(SPECIES, x, x01 + o).fma(v0, s1);
      s2 = FloatVector.fromArray(SPECIES, x, x02 + o).fma(v0, s2);
      s3 = FloatVector.fromArray(SPECIES, x, x03 + o).fma(v0, s3);
      s0 = FloatVector.fromArray(SPECIES, x, tap1 + o).fma(v1, s0);
      s1 = FloatVector.fromArray(SPECIES, x, x11 + o).fma(v1, s1);
      s2 = FloatVector.fromArray(SPECIES, x, x12 + o).fma(v1, s2);
      s3 = FloatVector.fromArray(SPECIES, x, x13 + o).fma(v1, s3);
      s0.intoArray(sums, sumsAt + o);
      s1.intoArray(sums, sumsAt + width + o);
      s2.intoArray(sums, sumsAt + 2 * width + o);
      s3.intoArray(sums, sumsAt + 3 * width + o);
    }
  }

  /** Four rows, one tap. */
  static void rows4x1(
      float[] x,
      int tap0,
      int step,
      float[] w,
      int w0,
      int width,
      float[] start,
      int startAt,
      int startStep,
      float[] sums,
      int sumsAt,
      int count) {
    int x01 = tap0 + step;
    int x02 = tap0 + 2 * step;
    int x03 = tap0 + 3 * step;
    for (int o = 0; o < count; o += LANES) {
      FloatVector v0 = FloatVector.fromArray(SPECIES, w, w0 + o);
      FloatVector s0 = FloatVector.fromArray(SPECIES, start, startAt + o);
      FloatVector s1 = FloatVector.fromArray(SPECIES, start, startAt + startStep + o);
      FloatVector s2 = FloatVector.fromArray(SPECIES, start, startAt + 2 * startStep + o);
      FloatVector s3 = FloatVector.fromArray(SPECIES, start, startAt + 3 * startStep + o);
      s0 = FloatVector.fromArray(SPECIES, x, tap0 + o).fma(v0, s0);
      s1 = FloatVector.fromArray(SPECIES, x, x01 + o).fma(v0, s1);
      s2 = FloatVector.fromArray(SPECIES, x, x02 + o).fma(v0, s2);
      s3 = FloatVector.fromArray(SPECIES, x, x03 + o).fma(v0, s3);
      s0.intoArray(sums, sumsAt + o);
      s1.intoArray(sums, sumsAt + width + o);
      s2.intoArray(sums, sumsAt + 2 * width + o);
      s3.intoArray(sums, sumsAt + 3 * width + o);
    }
  }

  /** One row, two taps. */
  static void rows1x2(
      float[] x,
      int tap0,
      int tap1,
      float[] w,
      int w0,
      int width,
      float[] start,
      int startAt,
      float[] sums,
      int sumsAt,
      int count) {
    int w1 = w0 + width;
    for (int o = 0; o < count; o += LANES) {
      FloatVector v0 = FloatVector.fromArray(SPECIES, w, w0 + o);
      FloatVector v1 = FloatVector.fromArray(SPECIES, w, w1 + o);
      FloatVector s0 = FloatVector.fromArray(SPECIES, start, startAt + o);
      s0 = FloatVector.fromArray(SPECIES, x, tap0 + o).fma(v0, s0);
      s0 = FloatVector.fromArray(SPECIES, x, tap1 + o).fma(v1, s0);
      s0.intoArray(sums, sumsAt + o);
    }
  }

  /** One row, one tap. */
  static void rows1x1(
      float[] x,
      int tap0,
      float[] w,
      int w0,
      float[] start,
      int startAt,
      float[] sums,
      int sumsAt,
      int count) {
    for (int o = 0; o < count; o += LANES) {
      FloatVector v0 = FloatVector.fromArray(SPECIES, w, w0 + o);
      FloatVector s0 = FloatVector.fromArray(SPECIES, start, startAt + o);
      s0 = FloatVector.fromArray(SPECIES, x, tap0 + o).fma(v0, s0);
      s0.intoArray(sums, sumsAt + o);
    }
  }
}
