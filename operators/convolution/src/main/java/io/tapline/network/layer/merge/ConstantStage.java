/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.layer.merge;

import io.tapline.network.kernel.Kernels;
import io.tapline.network.layer.FrameShape;
import io.tapline.network.stage.PointStage;
import java.util.Arrays;

/** An operation of each value of a frame with a constant. */
final class ConstantStage extends PointStage {
  private final ConstantArithmetic layer;
  private final int inputValues;
  private final Kernels kernels;
  private final float[] constants;
  private final float[] widened;

  ConstantStage(ConstantArithmetic layer, int inputValues, FrameShape output, Kernels kernels) {
    this.layer = layer;
    this.inputValues = inputValues;
    this.kernels = kernels;
    this.constants = layer.constants().forFrame(output);
    this.widened = new float[constants.length];
  }

  @Override
  protected void process(float[] input, int from, int count, float[] output, int to) {
    int values = constants.length;
    for (int frame = 0; frame < count; frame++) {
      float[] operand = input;
      int at = from + frame * inputValues;
      if (inputValues != values) {
        Arrays.fill(widened, input[at]);
        operand = widened;
        at = 0;
      }
      combine(operand, at, output, to + frame * values);
    }
  }

  private void combine(float[] operand, int at, float[] output, int to) {
    int values = constants.length;
    if (layer.constantFirst()) {
      kernels.combine(layer.operation(), constants, 0, operand, at, output, to, values);
    } else {
      kernels.combine(layer.operation(), operand, at, constants, 0, output, to, values);
    }
  }
}
