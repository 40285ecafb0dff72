/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.layer.shape;

import io.tapline.network.layer.StreamShape;
import io.tapline.network.stage.PointStage;

/** Copies selected channels. */
final class ChannelSelectionStage extends PointStage {
  private final int[] selected;
  private final int inputChannels;

  /**
   * @param selected for each output channel, the index of its input channel
   */
  ChannelSelectionStage(int[] selected, StreamShape input) {
    super(input.height());
    this.selected = selected;
    this.inputChannels = input.channels();
  }

  @Override
  protected void process(float[] input, int from, int count, float[] output, int to) {
    for (int frame = 0; frame < count; frame++) {
      int source = from + frame * inputChannels;
      int target = to + frame * selected.length;
      for (int c = 0; c < selected.length; c++) {
        output[target + c] = input[source + selected[c]];
      }
    }
  }
}
