/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.kernel;

import io.tapline.network.function.Activation;
import io.tapline.network.function.Arithmetic;

/** Plain loops, for the compiler to make of them what it can. */
public final class PlainKernels implements Kernels {

  @Override
  public int lanes() {
    return 1;
  }

  @Override
  public WindowKernel dense(SumOrder order, int inputs, float[][] rows, float[] bias, int width) {
    return order == SumOrder.TWO_CHAINS
        ? new PlainTwoChainKernel(rows, bias, width)
        : new PlainDenseKernel(inputs, rows, bias, width);
  }

  @Override
  public WindowKernel depthwise(int channels, int multiplier, float[][] rows, float[] bias) {
    return PlainDepthwiseKernel.of(channels, multiplier, rows, bias);
  }

  @Override
  public void activate(Activation activation, float[] values, int offset, int count) {
    ActivationLoops.apply(activation, values, offset, count);
  }

  @Override
  public void scale(
      float[] input, int from, int rows, float[] scale, float[] shift, float[] output, int to) {
    int channels = scale.length;
    for (int row = 0; row < rows * channels; row += channels) {
      for (int c = 0; c < channels; c++) {
        output[to + row + c] = Math.fma(input[from + row + c], scale[c], shift[c]);
      }
    }
  }

  @Override
  public void parametricRelu(
      float[] input, int from, int rows, float[] alpha, float[] output, int to) {
    int channels = alpha.length;
    for (int row = 0; row < rows * channels; row += channels) {
      for (int c = 0; c < channels; c++) {
        float x = input[from + row + c];
        output[to + row + c] = x < 0f ? alpha[c] * x : x;
      }
    }
  }

  @Override
  public void combine(
      Arithmetic operation,
      float[] first,
      int firstAt,
      float[] second,
      int secondAt,
      float[] result,
      int resultAt,
      int count) {
    FrameArithmetic.apply(operation, first, firstAt, second, secondAt, result, resultAt, count);
  }

  @Override
  public void lstm(float[] sums, int at, float[] gates, float[] cell, float[] hidden, int width) {
    for (int gate = 0; gate < 3 * width; gate++) {
      gates[gate] = Transcendentals.sigmoid(sums[at + gate] + gates[gate]);
    }
    for (int u = 0; u < width; u++) {
      float candidate = Transcendentals.tanh(sums[at + 3 * width + u] + gates[3 * width + u]);
      cell[u] = gates[width + u] * cell[u] + gates[u] * candidate;
      hidden[u] = gates[2 * width + u] * Transcendentals.tanh(cell[u]);
    }
  }
}
