/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.layer.plane;

import io.tapline.network.function.Reduction;
import io.tapline.network.kernel.Reductions;
import io.tapline.network.layer.StreamShape;
import io.tapline.network.stage.PointStage;

/** One value of each channel for all positions of the height axis. */
final class HeightReductionStage extends PointStage {
  private final Reduction kind;
  private final int height;
  private final int channels;

  HeightReductionStage(Reduction kind, StreamShape input) {
    this.kind = kind;
    this.height = input.height();
    this.channels = input.channels();
  }

  @Override
  protected void process(float[] input, int from, int count, float[] output, int to) {
    for (int frame = 0; frame < count; frame++) {
      int plane = from + frame * height * channels;
      for (int c = 0; c < channels; c++) {
        output[to + frame * channels + c] =
            Reductions.reduce(kind, input, plane + c, channels, height);
      }
    }
  }
}
