/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.convolution;

import io.tapline.convolution.layer.ParametricRelu;

/** x for x ≥ 0, else alpha·x, with an alpha for each channel. */
final class ParametricReluStage extends PointStage {
  private final float[] alpha;

  ParametricReluStage(ParametricRelu layer, int channels) {
    this.alpha = layer.alpha().forChannels(channels);
  }

  @Override
  void process(float[] input, int from, int count, float[] output, int to) {
    int channels = alpha.length;
    for (int row = 0; row < count * channels; row += channels) {
      for (int c = 0; c < channels; c++) {
        float x = input[from + row + c];
        output[to + row + c] = x < 0f ? alpha[c] * x : x;
      }
    }
  }
}
