/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.kernel.vector;

import io.tapline.network.kernel.AlignedValues;
import io.tapline.network.kernel.MultiplierMajor;
import io.tapline.network.kernel.WindowKernel;
import jdk.incubator.vector.FloatVector;

/**
 * Each input channel meets its own outputs only. The sums stand {@linkplain MultiplierMajor
 * m-major}, and a vector of channels meets a vector of weights.
 */
final class VectorDepthwiseKernel implements WindowKernel {
  private static final int LANES = FloatVector.SPECIES_PREFERRED.length();

  private final MultiplierMajor order;
  private final int width;
  private final float[] bias;
  private final float[] weights;
  private final int firstWeight;

  /**
   * @param rows [taps][c·M + m]
   * @param bias [c·M + m]
   */
  VectorDepthwiseKernel(
      int channels, int multiplier, float[][] rows, float[] bias, AlignedValues values) {
    int wholeVectors = (channels + LANES - 1) / LANES * LANES;
    this.order = new MultiplierMajor(channels, multiplier, wholeVectors);
    this.width = order.width();
    this.bias = order.of(bias);
    this.firstWeight = values.reserve(Math.multiplyExact(rows.length, width));
    this.weights = values.values();
    for (int tap = 0; tap < rows.length; tap++) {
      System.arraycopy(order.of(rows[tap]), 0, weights, firstWeight + tap * width, width);
    }
  }

  @Override
  public int width() {
    return width;
  }

  @Override
  public boolean compact() {
    return width == order.channels();
  }

  @Override
  public void accumulate(
      float[] frames, int[] taps, int from, int to, int step, float[] sums, int offset, int rows) {
    for (int tap = from; tap < to; tap += 2) {
      boolean begin = tap == 0;
      float[] start = begin ? bias : sums;
      for (int m = 0; m < width; m += order.stride()) {
        int at = offset + m;
        int startAt = begin ? m : at;
        int startStep = begin ? 0 : width;
        int w = firstWeight + tap * width + m;
        if (tap + 1 < to) {
          addTwo(
              frames, taps[tap], taps[tap + 1], step, w, start, startAt, startStep, sums, at, rows);
        } else {
          addOne(frames, taps[tap], step, w, start, startAt, startStep, sums, at, rows);
        }
      }
    }
  }

  private void addTwo(
      float[] x,
      int tap0,
      int tap1,
      int step,
      int w,
      float[] start,
      int startAt,
      int startStep,
      float[] sums,
      int at,
      int rows) {
    int count = order.stride();
    int row = 0;
    for (; row + 4 <= rows; row += 4) {
      DepthwiseTiles.rows4x2(
          x,
          tap0 + row * step,
          tap1 + row * step,
          step,
          weights,
          w,
          width,
          start,
          startAt + row * startStep,
          startStep,
          sums,
          at + row * width,
          count);
    }
    for (; row < rows; row++) {
      DepthwiseTiles.rows1x2(
          x,
          tap0 + row * step,
          tap1 + row * step,
          weights,
          w,
          width,
          start,
          startAt + row * startStep,
          sums,
          at + row * width,
          count);
    }
  }

  private void addOne(
      float[] x,
      int tap0,
      int step,
      int w,
      float[] start,
      int startAt,
      int startStep,
      float[] sums,
      int at,
      int rows) {
    int count = order.stride();
    int row = 0;
    for (; row + 4 <= rows; row += 4) {
      DepthwiseTiles.rows4x1(
          x,
          tap0 + row * step,
          step,
          weights,
          w,
          width,
          start,
          startAt + row * startStep,
          startStep,
          sums,
          at + row * width,
          count);
    }
    for (; row < rows; row++) {
      DepthwiseTiles.rows1x1(
          x,
          tap0 + row * step,
          weights,
          w,
          start,
          startAt + row * startStep,
          sums,
          at + row * width,
          count);
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
