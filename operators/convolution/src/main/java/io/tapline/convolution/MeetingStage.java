/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.convolution;

/**
 * A layer where branches meet, frame j with frame j: each branch waits in its ring for the others.
 */
abstract class MeetingStage implements Stage {
  private final int[] inputChannels;
  private final float[][] aligned;
  private final float[][] branches;

  /**
   * @param inputChannels channels of each branch
   * @param mostFrames frames that are given at once at most
   */
  MeetingStage(int[] inputChannels, int mostFrames) {
    this.inputChannels = inputChannels;
    this.aligned = new float[inputChannels.length][];
    for (int branch = 0; branch < inputChannels.length; branch++) {
      aligned[branch] = new float[mostFrames * inputChannels[branch]];
    }
    this.branches = new float[inputChannels.length][];
  }

  @Override
  public final void process(Span[] inputs, Ring[] rings, Span output) {
    for (int branch = 0; branch < inputs.length; branch++) {
      Span input = inputs[branch];
      if (rings[branch].isEmpty()) {
        branches[branch] = input.values;
      } else {
        rings[branch].copy(input, output.first, output.count, aligned[branch]);
        rings[branch].keep(input);
        branches[branch] = aligned[branch];
      }
    }
    meet(branches, inputChannels, output.count, output.values);
  }

  /**
   * Computes {@code count} frames.
   *
   * @param branches for each [count × its channels]
   * @param channels channels of each
   * @param output takes [count × output channels]
   */
  abstract void meet(float[][] branches, int[] channels, int count, float[] output);
}
