/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.convolution.kernel;

/**
 * Every input of the window meets every output.
 *
 * <p>The inner loop runs over the outputs, which leaves the order of each sum alone and lets the
 * compiler use vectors. Weight rows are arrays of their own, and all indices start at 0: C2
 * vectorises that shape best. Four inputs a pass quarter the traffic of the sums through memory.
 */
public final class DenseKernel implements FrameKernel {
  private final float[][] rows;
  private final float[] bias;

  /**
   * @param rows [inputs of the window][outputs]
   * @param bias [outputs]
   */
  public DenseKernel(float[][] rows, float[] bias) {
    this.rows = rows;
    this.bias = bias;
  }

  @Override
  public void compute(float[] window, float[] sums) {
    System.arraycopy(bias, 0, sums, 0, bias.length);
    int input = 0;
    for (; input + 4 <= rows.length; input += 4) {
      addFour(window, input, rows, sums, bias.length);
    }
    for (; input < rows.length; input++) {
      addOne(window[input], rows[input], sums, bias.length);
    }
  }

  private static void addFour(float[] window, int input, float[][] rows, float[] sums, int count) {
    float x0 = window[input];
    float x1 = window[input + 1];
    float x2 = window[input + 2];
    float x3 = window[input + 3];
    float[] w0 = rows[input];
    float[] w1 = rows[input + 1];
    float[] w2 = rows[input + 2];
    float[] w3 = rows[input + 3];
    for (int o = 0; o < count; o++) {
      float sum = Math.fma(x0, w0[o], sums[o]);
      sum = Math.fma(x1, w1[o], sum);
      sum = Math.fma(x2, w2[o], sum);
      sums[o] = Math.fma(x3, w3[o], sum);
    }
  }

  private static void addOne(float x, float[] row, float[] sums, int count) {
    for (int o = 0; o < count; o++) {
      sums[o] = Math.fma(x, row[o], sums[o]);
    }
  }

  @Override
  public FrameKernel fork() {
    return this;
  }
}
