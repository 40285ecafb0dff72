/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.layer.merge;

import io.tapline.network.kernel.Kernels;
import io.tapline.network.stage.PointStage;
import java.util.Arrays;

/** An operation of each channel with a constant. */
final class ConstantStage extends PointStage {
  private final ConstantArithmetic layer;
  private final int inputChannels;
  private final Kernels kernels;
  private final float[] constants;
  private final float[] widened;

  ConstantStage(ConstantArithmetic layer, int inputChannels, int outputChannels, Kernels kernels) {
    this.layer = layer;
    this.inputChannels = inputChannels;
    this.kernels = kernels;
    this.constants = layer.constants().forChannels(outputChannels);
    this.widened = new float[outputChannels];
  }

  @Override
  protected void process(float[] input, int from, int count, float[] output, int to) {
    int channels = constants.length;
    for (int frame = 0; frame < count; frame++) {
      float[] operand = input;
      int at = from + frame * inputChannels;
      if (inputChannels != channels) {
        Arrays.fill(widened, input[at]);
        operand = widened;
        at = 0;
      }
      combine(operand, at, output, to + frame * channels);
    }
  }

  private void combine(float[] operand, int at, float[] output, int to) {
    int channels = constants.length;
    if (layer.constantFirst()) {
      kernels.combine(layer.operation(), constants, 0, operand, at, output, to, channels);
    } else {
      kernels.combine(layer.operation(), operand, at, constants, 0, output, to, channels);
    }
  }
}
