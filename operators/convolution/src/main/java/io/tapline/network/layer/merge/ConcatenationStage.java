/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.layer.merge;

import io.tapline.network.stage.Span;

/** The channels of branches behind each other. */
final class ConcatenationStage extends JoinStage {
  private final int outputChannels;

  ConcatenationStage(int[] inputChannels, int outputChannels, int mostFrames) {
    super(inputChannels, mostFrames);
    this.outputChannels = outputChannels;
  }

  @Override
  void meet(float[][] branches, int[] offsets, int[] channels, Span output) {
    int to = output.offset;
    for (int branch = 0; branch < branches.length; branch++) {
      int width = channels[branch];
      for (int frame = 0; frame < output.count; frame++) {
        int from = offsets[branch] + frame * width;
        System.arraycopy(branches[branch], from, output.values, to + frame * outputChannels, width);
      }
      to += width;
    }
  }
}
