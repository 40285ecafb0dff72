/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.kernel.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The loops of depthwise layers in which each channel's value is spread over its outputs: one
 * vector of outputs after the other, whose sums stay in registers while all taps go by. Output o
 * reads the channel {@code o / outputs}; a sum begins at {@code start} and adds {@code x·w[tap]},
 * taps ascending, one fused multiply-add each.
 */
final class SpreadTiles {
  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();

  private SpreadTiles() {}

  /** Four rows, which meet a weight together, and whose sums do not wait for each other. */
  static void rows4(
      float[] x,
      int[] taps,
      int from,
      int to,
      int at,
      int step,
      float[] w,
      int firstWeight,
      int outputs,
      int width,
      float[] start,
      int startAt,
      int startStep,
      float[] sums,
      int sumsAt) {
    int channel = 0;
    int end = outputs;
    for (int o = 0; o < width; o += LANES) {
      int s = startAt + o;
      FloatVector s0 = FloatVector.fromArray(SPECIES, start, s);
      FloatVector s1 = FloatVector.fromArray(SPECIES, start, s + startStep);
      FloatVector s2 = FloatVector.fromArray(SPECIES, start, s + 2 * startStep);
      FloatVector s3 = FloatVector.fromArray(SPECIES, start, s + 3 * startStep);
      int weight = firstWeight + from * width + o;
      for (int tap = from; tap < to; tap++) {
        FloatVector v = FloatVector.fromArray(SPECIES, w, weight);
        int i = taps[tap] + at + channel;
        s0 = FloatVector.broadcast(SPECIES, x[i]).fma(v, s0);
        s1 = FloatVector.broadcast(SPECIES, x[i + step]).fma(v, s1);
        s2 = FloatVector.broadcast(SPECIES, x[i + 2 * step]).fma(v, s2);
        s3 = FloatVector.broadcast(SPECIES, x[i + 3 * step]).fma(v, s3);
        weight += width;
      }
      s0.intoArray(sums, sumsAt + o);
      s1.intoArray(sums, sumsAt + o + width);
      s2.intoArray(sums, sumsAt + o + 2 * width);
      s3.intoArray(sums, sumsAt + o + 3 * width);
      if (o + LANES == end) {
        channel++;
        end += outputs;
      }
    }
  }

  /** One row, four vectors of outputs at a time, whose sums do not wait for each other. */
  static void rows1(
      float[] x,
      int[] taps,
      int from,
      int to,
      int at,
      float[] w,
      int firstWeight,
      int outputs,
      int width,
      float[] start,
      int startAt,
      float[] sums,
      int sumsAt) {
    int o = 0;
    for (; o + 4 * LANES <= width; o += 4 * LANES) {
      int c0 = at + o / outputs;
      int c1 = at + (o + LANES) / outputs;
      int c2 = at + (o + 2 * LANES) / outputs;
      int c3 = at + (o + 3 * LANES) / outputs;
      FloatVector s0 = FloatVector.fromArray(SPECIES, start, startAt + o);
      FloatVector s1 = FloatVector.fromArray(SPECIES, start, startAt + o + LANES);
      FloatVector s2 = FloatVector.fromArray(SPECIES, start, startAt + o + 2 * LANES);
      FloatVector s3 = FloatVector.fromArray(SPECIES, start, startAt + o + 3 * LANES);
      for (int tap = from; tap < to; tap++) {
        int i = taps[tap];
        int weight = firstWeight + o + tap * width;
        FloatVector v0 = FloatVector.fromArray(SPECIES, w, weight);
        FloatVector v1 = FloatVector.fromArray(SPECIES, w, weight + LANES);
        FloatVector v2 = FloatVector.fromArray(SPECIES, w, weight + 2 * LANES);
        FloatVector v3 = FloatVector.fromArray(SPECIES, w, weight + 3 * LANES);
        s0 = FloatVector.broadcast(SPECIES, x[i + c0]).fma(v0, s0);
        s1 = FloatVector.broadcast(SPECIES, x[i + c1]).fma(v1, s1);
        s2 = FloatVector.broadcast(SPECIES, x[i + c2]).fma(v2, s2);
        s3 = FloatVector.broadcast(SPECIES, x[i + c3]).fma(v3, s3);
      }
      s0.intoArray(sums, sumsAt + o);
      s1.intoArray(sums, sumsAt + o + LANES);
      s2.intoArray(sums, sumsAt + o + 2 * LANES);
      s3.intoArray(sums, sumsAt + o + 3 * LANES);
    }
    for (; o < width; o += LANES) {
      int channel = at + o / outputs;
      FloatVector s0 = FloatVector.fromArray(SPECIES, start, startAt + o);
      int weight = firstWeight + o + from * width;
      for (int tap = from; tap < to; tap++) {
        FloatVector v = FloatVector.fromArray(SPECIES, w, weight);
        s0 = FloatVector.broadcast(SPECIES, x[taps[tap] + channel]).fma(v, s0);
        weight += width;
      }
      s0.intoArray(sums, sumsAt + o);
    }
  }
}
