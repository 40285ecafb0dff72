/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.convolution;

import io.tapline.convolution.kernel.FrameArithmetic;
import io.tapline.convolution.layer.Arithmetic;
import java.util.Arrays;

/** An operation between branches, from the first to the last. */
final class MergeStage extends MeetingStage {
  private final Arithmetic operation;
  private final int outputChannels;
  private final float[] widened;

  MergeStage(Arithmetic operation, int[] inputChannels, int outputChannels, int mostFrames) {
    super(inputChannels, mostFrames);
    this.operation = operation;
    this.outputChannels = outputChannels;
    this.widened = new float[mostFrames * outputChannels];
  }

  @Override
  void meet(float[][] branches, int[] offsets, int[] channels, Span output) {
    int values = output.count * outputChannels;
    for (int branch = 0; branch < branches.length; branch++) {
      float[] operand = branches[branch];
      int from = offsets[branch];
      if (channels[branch] != outputChannels) {
        widen(operand, from, output.count);
        operand = widened;
        from = 0;
      }
      if (branch == 0) {
        System.arraycopy(operand, from, output.values, output.offset, values);
      } else {
        FrameArithmetic.apply(operation, output.values, output.offset, operand, from, values);
      }
    }
  }

  /** Repeats a branch of one channel for every channel. */
  private void widen(float[] branch, int from, int count) {
    for (int frame = 0; frame < count; frame++) {
      int to = frame * outputChannels;
      Arrays.fill(widened, to, to + outputChannels, branch[from + frame]);
    }
  }
}
