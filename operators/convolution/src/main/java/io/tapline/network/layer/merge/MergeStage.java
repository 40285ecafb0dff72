/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.layer.merge;

import io.tapline.network.function.Arithmetic;
import io.tapline.network.kernel.Kernels;
import io.tapline.network.stage.Span;
import java.util.Arrays;

/** An operation between branches, from the first to the last. */
final class MergeStage extends JoinStage {
  private final Arithmetic operation;
  private final Kernels kernels;
  private final int outputChannels;
  private final float[] widened;

  MergeStage(
      Arithmetic operation,
      int[] inputChannels,
      int outputChannels,
      int mostFrames,
      Kernels kernels) {
    super(inputChannels, mostFrames);
    this.operation = operation;
    this.kernels = kernels;
    this.outputChannels = outputChannels;
    this.widened = new float[mostFrames * outputChannels];
  }

  @Override
  void meet(float[][] branches, int[] offsets, int[] channels, Span output) {
    float[] result = output.values;
    float[] first = branches[0];
    int at = offsets[0];
    if (channels[0] != outputChannels) {
      widen(first, at, output.count, result, output.offset);
      first = result;
      at = output.offset;
    }
    for (int branch = 1; branch < branches.length; branch++) {
      float[] second = branches[branch];
      int from = offsets[branch];
      if (channels[branch] != outputChannels) {
        widen(second, from, output.count, widened, 0);
        second = widened;
        from = 0;
      }
      int values = output.count * outputChannels;
      kernels.combine(operation, first, at, second, from, result, output.offset, values);
      first = result;
      at = output.offset;
    }
  }

  /** Repeats a branch of one channel for every channel. */
  private void widen(float[] branch, int from, int count, float[] wide, int to) {
    for (int frame = 0; frame < count; frame++) {
      int start = to + frame * outputChannels;
      Arrays.fill(wide, start, start + outputChannels, branch[from + frame]);
    }
  }
}
