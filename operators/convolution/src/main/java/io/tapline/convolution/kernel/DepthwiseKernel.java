/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.convolution.kernel;

/**
 * Each input channel meets its own outputs only.
 *
 * <p>Inside, outputs stand m-major (m·C + c), so that a tap's inputs are laid out M times behind
 * each other and one long loop multiplies them; at the end they are put in the order c·M + m. The
 * order of each sum is not touched by that.
 */
public final class DepthwiseKernel implements FrameKernel {
  private final int channels;
  private final int multiplier;
  private final float[][] rows;
  private final float[] bias;
  private final float[] inputs;
  private final float[] sums;

  /**
   * @param channels C, the input channels
   * @param multiplier M, the outputs of each
   * @param rows [taps][m·C + c]
   * @param bias [m·C + c]
   */
  public DepthwiseKernel(int channels, int multiplier, float[][] rows, float[] bias) {
    this.channels = channels;
    this.multiplier = multiplier;
    this.rows = rows;
    this.bias = bias;
    this.inputs = new float[channels * multiplier];
    this.sums = new float[channels * multiplier];
  }

  @Override
  public void compute(float[] window, float[] output) {
    System.arraycopy(bias, 0, sums, 0, bias.length);
    for (int tap = 0; tap < rows.length; tap++) {
      repeat(window, tap * channels);
      add(inputs, rows[tap], sums, bias.length);
    }
    for (int m = 0; m < multiplier; m++) {
      for (int c = 0; c < channels; c++) {
        output[c * multiplier + m] = sums[m * channels + c];
      }
    }
  }

  /** Lays the inputs of one tap out M times, doubling what is there. */
  private void repeat(float[] window, int offset) {
    System.arraycopy(window, offset, inputs, 0, channels);
    int filled = channels;
    while (filled < inputs.length) {
      int more = Math.min(filled, inputs.length - filled);
      System.arraycopy(inputs, 0, inputs, filled, more);
      filled += more;
    }
  }

  private static void add(float[] inputs, float[] row, float[] sums, int count) {
    for (int i = 0; i < count; i++) {
      sums[i] = Math.fma(inputs[i], row[i], sums[i]);
    }
  }

  @Override
  public FrameKernel fork() {
    return new DepthwiseKernel(channels, multiplier, rows, bias);
  }
}
