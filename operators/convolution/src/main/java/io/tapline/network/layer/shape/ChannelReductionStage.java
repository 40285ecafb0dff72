/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.layer.shape;

import io.tapline.network.function.Reduction;
import io.tapline.network.kernel.Reductions;
import io.tapline.network.layer.StreamShape;
import io.tapline.network.stage.PointStage;

/** One value for all channels of a frame. */
final class ChannelReductionStage extends PointStage {
  private final Reduction kind;
  private final int channels;

  ChannelReductionStage(Reduction kind, StreamShape input) {
    super(input.height());
    this.kind = kind;
    this.channels = input.channels();
  }

  @Override
  protected void process(float[] input, int from, int count, float[] output, int to) {
    for (int frame = 0; frame < count; frame++) {
      output[to + frame] = Reductions.reduce(kind, input, from + frame * channels, 1, channels);
    }
  }
}
