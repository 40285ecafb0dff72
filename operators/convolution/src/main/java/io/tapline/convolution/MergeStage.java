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
  private final int[] inputChannels;
  private final int outputChannels;
  private final int mostFrames;
  private final float[] widened;

  MergeStage(Arithmetic operation, int[] inputChannels, int outputChannels, int mostFrames) {
    super(inputChannels, mostFrames);
    this.operation = operation;
    this.inputChannels = inputChannels;
    this.outputChannels = outputChannels;
    this.mostFrames = mostFrames;
    this.widened = new float[mostFrames * outputChannels];
  }

  @Override
  void meet(float[][] branches, int[] channels, int count, float[] output) {
    int values = count * outputChannels;
    System.arraycopy(wide(branches[0], channels[0], count), 0, output, 0, values);
    for (int branch = 1; branch < branches.length; branch++) {
      float[] operand = wide(branches[branch], channels[branch], count);
      FrameArithmetic.apply(operation, output, operand, values);
    }
  }

  /** A branch of one channel, repeated for every channel. */
  private float[] wide(float[] branch, int channels, int count) {
    if (channels == outputChannels) {
      return branch;
    }
    for (int frame = 0; frame < count; frame++) {
      int from = frame * outputChannels;
      Arrays.fill(widened, from, from + outputChannels, branch[frame]);
    }
    return widened;
  }
}
