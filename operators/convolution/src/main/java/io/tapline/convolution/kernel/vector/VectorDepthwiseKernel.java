/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.convolution.kernel.vector;

import io.tapline.convolution.kernel.AlignedValues;
import io.tapline.convolution.kernel.MultiplierMajor;
import io.tapline.convolution.kernel.WindowKernel;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Each input channel meets its own outputs only.
 *
 * <p>If the outputs of a channel fill whole vectors, the channel's one value is spread over them.
 * Otherwise the sums stand {@linkplain MultiplierMajor m-major}, and a vector of channels meets a
 * vector of weights.
 */
final class VectorDepthwiseKernel implements WindowKernel {
  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();

  private final MultiplierMajor order;
  private final boolean spread;
  private final int width;
  private final float[] weights;
  private final int firstWeight;
  private final float[] bias;

  private VectorDepthwiseKernel(
      MultiplierMajor order, boolean spread, float[][] rows, float[] bias, AlignedValues block) {
    this.order = order;
    this.spread = spread;
    this.width = bias.length;
    this.bias = bias;
    this.firstWeight = block.reserve(Math.multiplyExact(rows.length, width));
    this.weights = block.values();
    for (int tap = 0; tap < rows.length; tap++) {
      System.arraycopy(rows[tap], 0, weights, firstWeight + tap * width, width);
    }
  }

  /**
   * @param rows [taps][c·M + m]
   * @param bias [c·M + m]
   */
  static VectorDepthwiseKernel of(
      int channels, int multiplier, float[][] rows, float[] bias, AlignedValues block) {
    int wholeVectors = (channels + LANES - 1) / LANES * LANES;
    MultiplierMajor order = new MultiplierMajor(channels, multiplier, wholeVectors);
    if (multiplier % LANES == 0) {
      return new VectorDepthwiseKernel(order, true, rows, bias.clone(), block);
    }
    float[][] ordered = new float[rows.length][];
    for (int tap = 0; tap < rows.length; tap++) {
      ordered[tap] = order.of(rows[tap]);
    }
    return new VectorDepthwiseKernel(order, false, ordered, order.of(bias), block);
  }

  @Override
  public int width() {
    return width;
  }

  @Override
  public boolean compact() {
    return spread || (order.multiplier() == 1 && order.channels() == width);
  }

  @Override
  public void accumulate(
      float[] frames, int[] taps, int from, int to, int step, float[] sums, int offset, int rows) {
    float[] start = from == 0 ? bias : sums;
    int startAt = from == 0 ? 0 : offset;
    int startStep = from == 0 ? 0 : width;
    int row = 0;
    for (; row + 4 <= rows; row += 4) {
      int at = row * step;
      int begin = startAt + row * startStep;
      int end = offset + row * width;
      if (spread) {
        DepthwiseTiles.spread4(
            frames,
            taps,
            from,
            to,
            at,
            step,
            weights,
            firstWeight,
            order.multiplier(),
            width,
            start,
            begin,
            startStep,
            sums,
            end);
      } else {
        DepthwiseTiles.rows4(
            frames,
            taps,
            from,
            to,
            at,
            step,
            weights,
            firstWeight,
            order.stride(),
            width,
            start,
            begin,
            startStep,
            sums,
            end);
      }
    }
    for (; row < rows; row++) {
      int at = row * step;
      int begin = startAt + row * startStep;
      int end = offset + row * width;
      if (spread) {
        DepthwiseTiles.spread1(
            frames,
            taps,
            from,
            to,
            at,
            weights,
            firstWeight,
            order.multiplier(),
            width,
            start,
            begin,
            sums,
            end);
      } else {
        DepthwiseTiles.rows1(
            frames,
            taps,
            from,
            to,
            at,
            weights,
            firstWeight,
            order.stride(),
            width,
            start,
            begin,
            sums,
            end);
      }
    }
  }

  @Override
  public void unpack(float[] sums, int rows, float[] output, int offset) {
    int outputs = order.channels() * order.multiplier();
    for (int row = 0; row < rows; row++) {
      order.unpack(sums, row * width, output, offset + row * outputs);
    }
  }

  @Override
  public WindowKernel fork() {
    return this;
  }
}
