/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.layer.normalization;

import io.tapline.network.layer.StreamShape;
import io.tapline.network.layer.Weights;
import io.tapline.network.stage.PointStage;
import java.util.Arrays;

/** Normalizes each frame over its channels; mean and variance are computed in float64. */
final class LayerNormalizationStage extends PointStage {
  private final float[] gamma;
  private final float[] beta;
  private final double epsilon;

  LayerNormalizationStage(LayerNormalization layer, StreamShape input) {
    super(input.height());
    int channels = input.channels();
    this.gamma = orAll(layer.gamma(), channels, 1f);
    this.beta = orAll(layer.beta(), channels, 0f);
    this.epsilon = layer.epsilon();
  }

  private static float[] orAll(Weights weights, int channels, float value) {
    float[] all = weights.isEmpty() ? new float[channels] : weights.toArray();
    if (weights.isEmpty()) {
      Arrays.fill(all, value);
    }
    return all;
  }

  @Override
  protected void process(float[] input, int from, int count, float[] output, int to) {
    int channels = gamma.length;
    for (int row = 0; row < count * channels; row += channels) {
      normalize(input, from + row, output, to + row);
    }
  }

  private void normalize(float[] input, int from, float[] output, int to) {
    int channels = gamma.length;
    double sum = 0;
    for (int c = 0; c < channels; c++) {
      sum += input[from + c];
    }
    double mean = sum / channels;
    double squares = 0;
    for (int c = 0; c < channels; c++) {
      double deviation = input[from + c] - mean;
      squares += deviation * deviation;
    }
    double scale = 1 / Math.sqrt(squares / channels + epsilon);
    for (int c = 0; c < channels; c++) {
      output[to + c] = Math.fma((float) ((input[from + c] - mean) * scale), gamma[c], beta[c]);
    }
  }
}
