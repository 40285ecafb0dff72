/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.convolution;

/** The channels of branches behind each other. */
final class ConcatenationStage extends MeetingStage {
  private final int[] inputChannels;
  private final int outputChannels;
  private final int mostFrames;

  ConcatenationStage(int[] inputChannels, int outputChannels, int mostFrames) {
    super(inputChannels, mostFrames);
    this.inputChannels = inputChannels;
    this.outputChannels = outputChannels;
    this.mostFrames = mostFrames;
  }

  @Override
  void meet(float[][] branches, int[] channels, int count, float[] output) {
    int offset = 0;
    for (int branch = 0; branch < branches.length; branch++) {
      int width = channels[branch];
      for (int frame = 0; frame < count; frame++) {
        System.arraycopy(
            branches[branch], frame * width, output, frame * outputChannels + offset, width);
      }
      offset += width;
    }
  }
}
