/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.layer.activation;

import io.tapline.network.kernel.Transcendentals;
import io.tapline.network.layer.StreamShape;
import io.tapline.network.stage.PointStage;

/** Softmax of each frame over its channels; the sum of the exponentials is kept in float64. */
final class SoftmaxStage extends PointStage {
  private final boolean logarithm;
  private final int channels;

  SoftmaxStage(boolean logarithm, StreamShape input) {
    super(input.height());
    this.logarithm = logarithm;
    this.channels = input.channels();
  }

  @Override
  protected void process(float[] input, int from, int count, float[] output, int to) {
    for (int frame = 0; frame < count; frame++) {
      process(input, from + frame * channels, output, to + frame * channels);
    }
  }

  private void process(float[] input, int from, float[] output, int to) {
    float max = Float.NEGATIVE_INFINITY;
    for (int c = 0; c < channels; c++) {
      max = Math.max(max, input[from + c]);
    }
    double sum = 0;
    for (int c = 0; c < channels; c++) {
      float exponential = Transcendentals.exp(input[from + c] - max);
      output[to + c] = exponential;
      sum += exponential;
    }
    // Strict: the same bits on every platform.
    float logOfSum = logarithm ? (float) StrictMath.log(sum) : 0f;
    for (int c = 0; c < channels; c++) {
      output[to + c] =
          logarithm ? input[from + c] - max - logOfSum : (float) (output[to + c] / sum);
    }
  }
}
