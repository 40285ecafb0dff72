/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.kernel;

import java.util.Arrays;

/**
 * Each input channel meets its own outputs only, in plain loops. The sums stand {@linkplain
 * MultiplierMajor m-major}: a tap's inputs are laid out M times behind each other, and one long
 * loop multiplies them.
 */
final class PlainDepthwiseKernel implements WindowKernel {
  private final MultiplierMajor order;
  private final float[][] weights;
  private final float[] bias;
  private final float[] inputs;
  private final float[] sums;

  private PlainDepthwiseKernel(MultiplierMajor order, float[][] weights, float[] bias) {
    this.order = order;
    this.weights = weights;
    this.bias = bias;
    this.inputs = new float[bias.length];
    this.sums = new float[bias.length];
  }

  static PlainDepthwiseKernel of(int channels, int multiplier, float[][] rows, float[] bias) {
    MultiplierMajor order = new MultiplierMajor(channels, multiplier, channels);
    float[][] weights = Arrays.stream(rows).map(order::of).toArray(float[][]::new);
    return new PlainDepthwiseKernel(order, weights, order.of(bias));
  }

  @Override
  public int width() {
    return bias.length;
  }

  @Override
  public boolean compact() {
    return order.multiplier() == 1;
  }

  @Override
  public void accumulate(
      float[] frames, int[] taps, int from, int to, int step, float[] out, int offset, int rows) {
    for (int row = 0; row < rows; row++) {
      int at = offset + row * bias.length;
      if (from == 0) {
        System.arraycopy(bias, 0, sums, 0, bias.length);
      } else {
        System.arraycopy(out, at, sums, 0, bias.length);
      }
      for (int tap = from; tap < to; tap++) {
        repeat(frames, taps[tap] + row * step);
        add(inputs, weights[tap], sums, bias.length);
      }
      System.arraycopy(sums, 0, out, at, bias.length);
    }
  }

  /** Lays the inputs of one tap out M times, doubling what is there. */
  private void repeat(float[] frames, int frame) {
    System.arraycopy(frames, frame, inputs, 0, order.channels());
    int filled = order.channels();
    while (filled < inputs.length) {
      int more = Math.min(filled, inputs.length - filled);
      System.arraycopy(inputs, 0, inputs, filled, more);
      filled += more;
    }
  }

  private static void add(float[] inputs, float[] weights, float[] sums, int count) {
    for (int i = 0; i < count; i++) {
      sums[i] = Math.fma(inputs[i], weights[i], sums[i]);
    }
  }

  @Override
  public void unpack(float[] complete, int rows, float[] output, int offset) {
    for (int row = 0; row < rows; row++) {
      int to = offset + row * order.channels() * order.multiplier();
      order.unpack(complete, row * bias.length, output, to);
    }
  }

  @Override
  public WindowKernel fork() {
    return new PlainDepthwiseKernel(order, weights, bias);
  }
}
