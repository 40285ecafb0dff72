/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.kernel;

import java.util.Arrays;

/**
 * Every input of the window meets every output, in plain loops and {@linkplain SumOrder#TWO_CHAINS
 * two chains}. Its loops look as those of {@link PlainDenseKernel}, for the same reasons.
 */
final class PlainTwoChainKernel implements WindowKernel {
  private final float[][] weights;
  private final float[] bias;
  private final int width;
  private final float[] even;
  private final float[] odd;

  /**
   * @param weights [taps · inputs][outputs]
   * @param bias [outputs]
   * @param width values of one row of sums
   */
  PlainTwoChainKernel(float[][] weights, float[] bias, int width) {
    this.weights = weights;
    this.bias = bias;
    this.width = width;
    this.even = new float[bias.length];
    this.odd = new float[bias.length];
  }

  @Override
  public int width() {
    return width;
  }

  @Override
  public boolean compact() {
    return width == bias.length;
  }

  @Override
  public boolean needsWholeWindows() {
    return true;
  }

  @Override
  public void accumulate(
      float[] frames, int[] taps, int from, int to, int step, float[] out, int offset, int rows) {
    for (int row = 0; row < rows; row++) {
      System.arraycopy(bias, 0, even, 0, bias.length);
      Arrays.fill(odd, 0f);
      add(frames, taps[0] + row * step);
      join(even, odd, bias.length);
      System.arraycopy(even, 0, out, offset + row * width, bias.length);
    }
  }

  private void add(float[] frames, int first) {
    int input = 0;
    for (; input + 4 <= weights.length; input += 4) {
      addFour(frames, first + input, weights, input, even, odd, bias.length);
    }
    for (; input < weights.length; input++) {
      addOne(frames[first + input], weights[input], input % 2 == 0 ? even : odd, bias.length);
    }
  }

  private static void addFour(
      float[] frames, int at, float[][] weights, int first, float[] even, float[] odd, int count) {
    float x0 = frames[at];
    float x1 = frames[at + 1];
    float x2 = frames[at + 2];
    float x3 = frames[at + 3];
    float[] w0 = weights[first];
    float[] w1 = weights[first + 1];
    float[] w2 = weights[first + 2];
    float[] w3 = weights[first + 3];
    for (int o = 0; o < count; o++) {
      even[o] = Math.fma(x2, w2[o], Math.fma(x0, w0[o], even[o]));
      odd[o] = Math.fma(x3, w3[o], Math.fma(x1, w1[o], odd[o]));
    }
  }

  private static void addOne(float x, float[] weights, float[] sums, int count) {
    for (int o = 0; o < count; o++) {
      sums[o] = Math.fma(x, weights[o], sums[o]);
    }
  }

  private static void join(float[] even, float[] odd, int count) {
    for (int o = 0; o < count; o++) {
      even[o] += odd[o];
    }
  }

  @Override
  public void unpack(float[] complete, int rows, float[] output, int offset) {
    for (int row = 0; row < rows; row++) {
      System.arraycopy(complete, row * width, output, offset + row * bias.length, bias.length);
    }
  }

  @Override
  public WindowKernel fork() {
    return new PlainTwoChainKernel(weights, bias, width);
  }
}
