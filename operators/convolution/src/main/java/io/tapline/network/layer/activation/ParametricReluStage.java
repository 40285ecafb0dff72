/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.layer.activation;

import io.tapline.network.kernel.Kernels;
import io.tapline.network.layer.FrameShape;
import io.tapline.network.stage.PointStage;

/** x for x ≥ 0, else alpha·x, with an alpha for each channel. */
final class ParametricReluStage extends PointStage {
  private final float[] alpha;
  private final Kernels kernels;

  ParametricReluStage(ParametricRelu layer, FrameShape frame, Kernels kernels) {
    this.kernels = kernels;
    this.alpha = layer.alpha().forFrame(frame);
  }

  @Override
  protected void process(float[] input, int from, int count, float[] output, int to) {
    kernels.parametricRelu(input, from, count, alpha, output, to);
  }
}
