/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.convolution;

import io.tapline.convolution.kernel.ActivationLoops;
import io.tapline.convolution.layer.Activation;

/** A function of every value. */
final class ActivationStage extends PointStage {
  private final Activation activation;
  private final int channels;

  ActivationStage(Activation activation, int channels) {
    this.activation = activation;
    this.channels = channels;
  }

  @Override
  void process(float[] input, int count, float[] output) {
    System.arraycopy(input, 0, output, 0, count * channels);
    ActivationLoops.apply(activation, output, 0, count * channels);
  }
}
