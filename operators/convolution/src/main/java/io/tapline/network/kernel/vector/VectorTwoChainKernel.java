/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.kernel.vector;

import io.tapline.network.kernel.AlignedValues;
import io.tapline.network.kernel.SumOrder;
import io.tapline.network.kernel.WindowKernel;
import jdk.incubator.vector.FloatVector;

/**
 * Every input of the window meets every output, in {@linkplain SumOrder#TWO_CHAINS two chains}. The
 * outputs are cut into panels of two vectors, and one of one for the rest; a panel's weights lie as
 * those of {@link VectorDenseKernel}.
 */
final class VectorTwoChainKernel implements WindowKernel {
  private static final int LANES = FloatVector.SPECIES_PREFERRED.length();

  private final int inputs;
  private final int outputs;
  private final int width;
  private final float[] bias;
  private final float[] weights;
  private final int firstWeight;

  /**
   * @param rows [taps · inputs][outputs]
   * @param bias [outputs]
   * @param width values of one row of sums
   */
  VectorTwoChainKernel(float[][] rows, float[] bias, int width, AlignedValues values) {
    this.inputs = rows.length;
    this.outputs = bias.length;
    this.width = width;
    int whole = (outputs + LANES - 1) / LANES * LANES;
    this.bias = new float[whole];
    System.arraycopy(bias, 0, this.bias, 0, outputs);
    this.firstWeight = values.reserve(Math.multiplyExact(inputs, whole));
    this.weights = values.values();
    for (int first = 0; first < whole; ) {
      int panel = Math.min(whole - first, 2 * LANES);
      int count = Math.min(panel, outputs - first);
      for (int input = 0; input < inputs; input++) {
        System.arraycopy(rows[input], first, weights, panelAt(first) + input * panel, count);
      }
      first += panel;
    }
  }

  /** Where the weights of a panel begin. */
  private int panelAt(int firstOutput) {
    return firstWeight + firstOutput * inputs;
  }

  @Override
  public int width() {
    return width;
  }

  @Override
  public boolean compact() {
    return width == outputs;
  }

  @Override
  public boolean needsWholeWindows() {
    return true;
  }

  @Override
  public void accumulate(
      float[] frames, int[] taps, int from, int to, int step, float[] sums, int offset, int rows) {
    int output = 0;
    for (; output + 2 * LANES <= bias.length; output += 2 * LANES) {
      addTwo(frames, taps[0], step, output, sums, offset + output, rows);
    }
    if (output < bias.length) {
      addOne(frames, taps[0], step, output, sums, offset + output, rows);
    }
  }

  /** A panel of two vectors. */
  private void addTwo(float[] x, int at, int step, int output, float[] sums, int to, int rows) {
    int w = panelAt(output);
    int row = 0;
    for (; row + 4 <= rows; row += 4) {
      TwoVectorChains.rows4(
          x,
          at + row * step,
          step,
          weights,
          w,
          inputs,
          bias,
          output,
          sums,
          to + row * width,
          width);
    }
    for (; row < rows; row++) {
      TwoVectorChains.rows1(
          x, at + row * step, weights, w, inputs, bias, output, sums, to + row * width);
    }
  }

  /** A panel of one vector. */
  private void addOne(float[] x, int at, int step, int output, float[] sums, int to, int rows) {
    int w = panelAt(output);
    int row = 0;
    for (; row + 8 <= rows; row += 8) {
      OneVectorChains.rows8(
          x,
          at + row * step,
          step,
          weights,
          w,
          inputs,
          bias,
          output,
          sums,
          to + row * width,
          width);
    }
    for (; row + 4 <= rows; row += 4) {
      OneVectorChains.rows4(
          x,
          at + row * step,
          step,
          weights,
          w,
          inputs,
          bias,
          output,
          sums,
          to + row * width,
          width);
    }
    for (; row < rows; row++) {
      OneVectorChains.rows1(
          x, at + row * step, weights, w, inputs, bias, output, sums, to + row * width);
    }
  }

  @Override
  public void unpack(float[] sums, int rows, float[] output, int offset) {
    for (int row = 0; row < rows; row++) {
      System.arraycopy(sums, row * width, output, offset + row * outputs, outputs);
    }
  }

  @Override
  public WindowKernel fork() {
    return this;
  }
}
