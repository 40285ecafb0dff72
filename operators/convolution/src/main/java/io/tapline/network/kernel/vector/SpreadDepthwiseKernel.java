/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.kernel.vector;

import io.tapline.network.kernel.AlignedValues;
import io.tapline.network.kernel.WindowKernel;

/**
 * Each input channel meets its own outputs only, which fill whole vectors: the channel's one value
 * is spread over them.
 */
final class SpreadDepthwiseKernel implements WindowKernel {
  private final int multiplier;
  private final float[] bias;
  private final float[] weights;
  private final int firstWeight;

  /**
   * @param multiplier outputs of a channel
   * @param rows [taps][c·M + m]
   * @param bias [c·M + m]
   */
  SpreadDepthwiseKernel(int multiplier, float[][] rows, float[] bias, AlignedValues values) {
    this.multiplier = multiplier;
    this.bias = bias.clone();
    this.firstWeight = values.reserve(Math.multiplyExact(rows.length, bias.length));
    this.weights = values.values();
    for (int tap = 0; tap < rows.length; tap++) {
      System.arraycopy(rows[tap], 0, weights, firstWeight + tap * bias.length, bias.length);
    }
  }

  @Override
  public int width() {
    return bias.length;
  }

  @Override
  public boolean compact() {
    return true;
  }

  @Override
  public void accumulate(
      float[] frames, int[] taps, int from, int to, int step, float[] sums, int offset, int rows) {
    int width = bias.length;
    float[] start = from == 0 ? bias : sums;
    int startAt = from == 0 ? 0 : offset;
    int startStep = from == 0 ? 0 : width;
    int row = 0;
    for (; row + 4 <= rows; row += 4) {
      SpreadTiles.rows4(
          frames,
          taps,
          from,
          to,
          row * step,
          step,
          weights,
          firstWeight,
          multiplier,
          width,
          start,
          startAt + row * startStep,
          startStep,
          sums,
          offset + row * width);
    }
    for (; row < rows; row++) {
      SpreadTiles.rows1(
          frames,
          taps,
          from,
          to,
          row * step,
          weights,
          firstWeight,
          multiplier,
          width,
          start,
          startAt + row * startStep,
          sums,
          offset + row * width);
    }
  }

  @Override
  public void unpack(float[] sums, int rows, float[] output, int offset) {
    System.arraycopy(sums, 0, output, offset, rows * bias.length);
  }

  @Override
  public WindowKernel fork() {
    return this;
  }
}
