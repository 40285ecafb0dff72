/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.convolution;

import io.tapline.convolution.kernel.Reductions;
import io.tapline.convolution.layer.Reduction;

/** One value for all channels of a frame. */
final class ChannelReductionStage extends PointStage {
  private final Reduction kind;
  private final int channels;

  ChannelReductionStage(Reduction kind, int channels) {
    this.kind = kind;
    this.channels = channels;
  }

  @Override
  void process(float[] input, int count, float[] output) {
    for (int frame = 0; frame < count; frame++) {
      output[frame] = Reductions.reduce(kind, input, frame * channels, 1, channels);
    }
  }
}
