/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.kernel;

/**
 * Every input of the window meets every output, in plain loops.
 *
 * <p>The inner loop runs over the outputs, which leaves the order of each sum alone and lets the
 * compiler use vectors. Weight rows are arrays of their own, and all indices start at 0: C2
 * vectorises that shape best. Four inputs a pass quarter the traffic of the sums through memory.
 */
final class PlainDenseKernel implements WindowKernel {
  private final int inputs;
  private final float[][] weights;
  private final float[] bias;
  private final int width;
  private final float[] sums;

  /**
   * @param inputs channels of a tap
   * @param weights [taps · inputs][outputs]
   * @param bias [outputs]
   * @param width values of one row of sums
   */
  PlainDenseKernel(int inputs, float[][] weights, float[] bias, int width) {
    this.inputs = inputs;
    this.weights = weights;
    this.bias = bias;
    this.width = width;
    this.sums = new float[bias.length];
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
  public void accumulate(
      float[] frames, int[] taps, int from, int to, int step, float[] out, int offset, int rows) {
    for (int row = 0; row < rows; row++) {
      int at = offset + row * width;
      if (from == 0) {
        System.arraycopy(bias, 0, sums, 0, bias.length);
      } else {
        System.arraycopy(out, at, sums, 0, bias.length);
      }
      for (int tap = from; tap < to; tap++) {
        add(frames, taps[tap] + row * step, tap * inputs);
      }
      System.arraycopy(sums, 0, out, at, bias.length);
    }
  }

  private void add(float[] frames, int frame, int firstWeight) {
    int input = 0;
    for (; input + 4 <= inputs; input += 4) {
      addFour(frames, frame + input, weights, firstWeight + input, sums, bias.length);
    }
    for (; input < inputs; input++) {
      addOne(frames[frame + input], weights[firstWeight + input], sums, bias.length);
    }
  }

  private static void addFour(
      float[] frames, int frame, float[][] weights, int first, float[] sums, int count) {
    float x0 = frames[frame];
    float x1 = frames[frame + 1];
    float x2 = frames[frame + 2];
    float x3 = frames[frame + 3];
    float[] w0 = weights[first];
    float[] w1 = weights[first + 1];
    float[] w2 = weights[first + 2];
    float[] w3 = weights[first + 3];
    for (int o = 0; o < count; o++) {
      float sum = Math.fma(x0, w0[o], sums[o]);
      sum = Math.fma(x1, w1[o], sum);
      sum = Math.fma(x2, w2[o], sum);
      sums[o] = Math.fma(x3, w3[o], sum);
    }
  }

  private static void addOne(float x, float[] weights, float[] sums, int count) {
    for (int o = 0; o < count; o++) {
      sums[o] = Math.fma(x, weights[o], sums[o]);
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
    return new PlainDenseKernel(inputs, weights, bias, width);
  }
}
