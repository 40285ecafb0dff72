/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.layer.merge;

import io.tapline.network.layer.StreamShape;
import io.tapline.network.stage.Span;
import java.util.List;

/** The channels of branches behind each other, at each position of a plane. */
final class ConcatenationStage extends JoinStage {
  private final int[] inputChannels;
  private final int outputChannels;
  private final int positions;

  ConcatenationStage(List<StreamShape> inputs, StreamShape output) {
    super(inputs, (int) output.mostFrames());
    this.inputChannels = inputs.stream().mapToInt(StreamShape::channels).toArray();
    this.outputChannels = output.channels();
    this.positions = output.height();
  }

  @Override
  void meet(float[][] branches, int[] offsets, Span output) {
    int to = output.offset;
    for (int branch = 0; branch < branches.length; branch++) {
      int width = inputChannels[branch];
      for (int row = 0; row < output.count * positions; row++) {
        int from = offsets[branch] + row * width;
        System.arraycopy(branches[branch], from, output.values, to + row * outputChannels, width);
      }
      to += width;
    }
  }
}
