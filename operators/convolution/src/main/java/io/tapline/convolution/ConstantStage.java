/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.convolution;

import io.tapline.convolution.kernel.FrameArithmetic;
import io.tapline.convolution.layer.ConstantArithmetic;
import java.util.Arrays;

/** An operation of each channel with a constant. */
final class ConstantStage extends PointStage {
  private final ConstantArithmetic layer;
  private final int inputChannels;
  private final float[] constants;
  private final float[] first;
  private final float[] second;

  ConstantStage(ConstantArithmetic layer, int inputChannels, int outputChannels) {
    this.layer = layer;
    this.inputChannels = inputChannels;
    this.constants = layer.constants().forChannels(outputChannels);
    this.first = new float[outputChannels];
    this.second = new float[outputChannels];
  }

  @Override
  void process(float[] input, int from, int count, float[] output, int to) {
    int channels = constants.length;
    for (int frame = 0; frame < count; frame++) {
      load(layer.constantFirst() ? second : first, input, from, frame);
      System.arraycopy(constants, 0, layer.constantFirst() ? first : second, 0, channels);
      FrameArithmetic.apply(layer.operation(), first, 0, second, 0, channels);
      System.arraycopy(first, 0, output, to + frame * channels, channels);
    }
  }

  private void load(float[] operand, float[] input, int from, int frame) {
    if (inputChannels == operand.length) {
      System.arraycopy(input, from + frame * inputChannels, operand, 0, inputChannels);
    } else {
      Arrays.fill(operand, input[from + frame]);
    }
  }
}
