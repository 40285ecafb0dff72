/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.convolution;

import io.tapline.convolution.kernel.ActivationLoops;
import io.tapline.convolution.layer.Activation;

/** Applies an activation to every value. */
record ActivationStage(Activation activation, int channels) implements Stage {

  @Override
  public int process(float[] input, int count, long time, Ring ring, float[] output) {
    System.arraycopy(input, 0, output, 0, count * channels);
    ActivationLoops.apply(activation, output, count * channels);
    return count;
  }

  @Override
  public Stage fork() {
    return this;
  }
}
