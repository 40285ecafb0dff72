/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.layer.merge;

import io.tapline.network.layer.StreamShape;
import io.tapline.network.stage.Slots;
import io.tapline.network.stage.Span;
import io.tapline.network.stage.Stage;
import java.util.List;

/**
 * A layer where branches meet, frame j with frame j: each branch waits in its ring for the others.
 */
abstract class JoinStage implements Stage {
  private final float[][] aligned;
  private final float[][] branches;
  private final int[] offsets;

  /**
   * @param inputs the branches
   * @param mostFrames frames that are given at once at most
   */
  JoinStage(List<StreamShape> inputs, int mostFrames) {
    this.aligned = new float[inputs.size()][];
    for (int branch = 0; branch < aligned.length; branch++) {
      aligned[branch] = new float[mostFrames * inputs.get(branch).values()];
    }
    this.branches = new float[aligned.length][];
    this.offsets = new int[aligned.length];
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
    meet(branches, offsets, output);
  }

  /**
   * Computes the frames of {@code output}.
   *
   * @param branches for each [count × its values]
   * @param offsets where each begins
   */
  abstract void meet(float[][] branches, int[] offsets, Span output);
}
