/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.kernel;

/**
 * The order m·C + c of the outputs of a depthwise layer: so the inputs of one m stand side by side
 * as they came, and whole vectors of channels meet whole vectors of weights. The order of each sum
 * is not touched by it.
 *
 * @param channels C, the input channels
 * @param multiplier M, the outputs of each
 * @param stride values from one m to the next: C, and what makes whole vectors
 */
public record MultiplierMajor(int channels, int multiplier, int stride) {

  /** Values of all outputs of a frame. */
  public int width() {
    return multiplier * stride;
  }

  /** From the order c·M + m; 0 where there is no channel. */
  public float[] of(float[] values) {
    float[] ordered = new float[width()];
    for (int c = 0; c < channels; c++) {
      for (int m = 0; m < multiplier; m++) {
        ordered[m * stride + c] = values[c * multiplier + m];
      }
    }
    return ordered;
  }

  /** Puts a frame back into the order c·M + m. */
  public void unpack(float[] ordered, int from, float[] output, int to) {
    if (multiplier == 1) {
      System.arraycopy(ordered, from, output, to, channels);
      return;
    }
    for (int m = 0; m < multiplier; m++) {
      int row = from + m * stride;
      for (int c = 0; c < channels; c++) {
        output[to + c * multiplier + m] = ordered[row + c];
      }
    }
  }
}
