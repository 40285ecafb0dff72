/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.layer.merge;

import io.tapline.network.stage.Slots;
import io.tapline.network.stage.Span;
import io.tapline.network.stage.Stage;

/**
 * A layer where branches meet, frame j with frame j: each branch waits in its ring for the others.
 */
abstract class JoinStage implements Stage {
  private final int[] inputChannels;
  private final float[][] aligned;
  private final float[][] branches;
  private final int[] offsets;

  /**
   * @param inputChannels channels of each branch
   * @param mostFrames frames that are given at once at most
   */
  JoinStage(int[] inputChannels, int mostFrames) {
    this.inputChannels = inputChannels;
    this.aligned = new float[inputChannels.length][];
    for (int branch = 0; branch < inputChannels.length; branch++) {
      aligned[branch] = new float[mostFrames * inputChannels[branch]];
    }
    this.branches = new float[inputChannels.length][];
    this.offsets = new int[inputChannels.length];
  }

  @Override
  public final void process(Span[] inputs, Slots slots, float[] memory, Span output) {
    for (int branch = 0; branch < inputs.length; branch++) {
      Span input = inputs[branch];
      if (slots.ring(branch).isEmpty()) {
        branches[branch] = input.values;
        offsets[branch] = input.offset;
      } else {
        slots.ring(branch).copy(memory, input, output.first, output.count, aligned[branch], 0);
        slots.ring(branch).keep(memory, input);
        branches[branch] = aligned[branch];
        offsets[branch] = 0;
      }
    }
    meet(branches, offsets, inputChannels, output);
  }

  /**
   * Computes the frames of {@code output}.
   *
   * @param branches for each [count × its channels]
   * @param offsets where each begins
   * @param channels channels of each
   */
  abstract void meet(float[][] branches, int[] offsets, int[] channels, Span output);
}
