/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.layer.normalization;

import io.tapline.network.kernel.Kernels;
import io.tapline.network.stage.PointStage;

/** Scales and shifts every channel: one fused multiply-add each. */
final class BatchNormalizationStage extends PointStage {
  private final float[] scale;
  private final float[] shift;
  private final Kernels kernels;

  BatchNormalizationStage(BatchNormalization layer, int positions, Kernels kernels) {
    super(positions);
    this.kernels = kernels;
    int channels = layer.mean().size();
    float[] gamma = layer.gamma().orOnes(channels);
    float[] beta = layer.beta().orZeros(channels);
    scale = new float[channels];
    shift = new float[channels];
    for (int c = 0; c < channels; c++) {
      double exactScale = scale(layer, gamma[c], c);
      scale[c] = (float) exactScale;
      shift[c] = (float) (beta[c] - layer.mean().get(c) * exactScale);
    }
  }

  private static double scale(BatchNormalization layer, float gamma, int channel) {
    double variance = (double) layer.variance().get(channel) + layer.epsilon();
    return gamma / Math.sqrt(variance);
  }

  @Override
  protected void process(float[] input, int from, int count, float[] output, int to) {
    kernels.scale(input, from, count, scale, shift, output, to);
  }
}
