/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.convolution;

import io.tapline.convolution.kernel.Transcendentals;

/** Softmax of each frame over its channels; the sum of the exponentials is kept in float64. */
final class SoftmaxStage extends PointStage {
  private final boolean logarithm;
  private final int channels;

  SoftmaxStage(boolean logarithm, int channels) {
    this.logarithm = logarithm;
    this.channels = channels;
  }

  @Override
  void process(float[] input, int count, float[] output) {
    for (int row = 0; row < count * channels; row += channels) {
      float max = Float.NEGATIVE_INFINITY;
      for (int c = 0; c < channels; c++) {
        max = Math.max(max, input[row + c]);
      }
      double sum = 0;
      for (int c = 0; c < channels; c++) {
        float exponential = Transcendentals.exp(input[row + c] - max);
        output[row + c] = exponential;
        sum += exponential;
      }
      finish(input, output, row, max, sum);
    }
  }

  private void finish(float[] input, float[] output, int row, float max, double sum) {
    // Strict: the same bits on every platform.
    float logOfSum = logarithm ? (float) StrictMath.log(sum) : 0f;
    for (int c = 0; c < channels; c++) {
      output[row + c] =
          logarithm ? input[row + c] - max - logOfSum : (float) (output[row + c] / sum);
    }
  }
}
