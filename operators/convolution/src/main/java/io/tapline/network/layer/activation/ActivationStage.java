/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.layer.activation;

import io.tapline.network.function.Activation;
import io.tapline.network.kernel.Kernels;
import io.tapline.network.stage.PointStage;

/** A function of every value. */
final class ActivationStage extends PointStage {
  private final Activation activation;
  private final int channels;
  private final Kernels kernels;

  ActivationStage(Activation activation, int channels, Kernels kernels) {
    this.activation = activation;
    this.channels = channels;
    this.kernels = kernels;
  }

  @Override
  protected void process(float[] input, int from, int count, float[] output, int to) {
    System.arraycopy(input, from, output, to, count * channels);
    kernels.activate(activation, output, to, count * channels);
  }
}
