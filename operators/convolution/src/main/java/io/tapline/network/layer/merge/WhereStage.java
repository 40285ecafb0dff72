/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.layer.merge;

import io.tapline.network.layer.Weights;
import io.tapline.network.stage.Span;
import java.util.List;

/** A choice between two, value by value. */
final class WhereStage extends JoinStage {
  private static final int OPERANDS = 3;

  private final int outputChannels;
  private final float[][] constants = new float[OPERANDS][];
  private final float[][] values = new float[OPERANDS][];
  private final int[] starts = new int[OPERANDS];
  private final int[] frameSteps = new int[OPERANDS];
  private final int[] channelSteps = new int[OPERANDS];

  WhereStage(Where layer, int[] inputChannels, int outputChannels, int mostFrames) {
    super(inputChannels, mostFrames);
    this.outputChannels = outputChannels;
    List<Weights> operands = List.of(layer.condition(), layer.whenTrue(), layer.whenFalse());
    for (int i = 0; i < OPERANDS; i++) {
      constants[i] = operands.get(i).toArray();
    }
  }

  @Override
  void meet(float[][] branches, int[] offsets, int[] channels, Span output) {
    int branch = 0;
    for (int i = 0; i < OPERANDS; i++) {
      boolean constant = constants[i].length > 0;
      int width = constant ? constants[i].length : channels[branch];
      values[i] = constant ? constants[i] : branches[branch];
      starts[i] = constant ? 0 : offsets[branch];
      frameSteps[i] = constant ? 0 : width;
      channelSteps[i] = width == 1 ? 0 : 1;
      branch += constant ? 0 : 1;
    }
    for (int frame = 0; frame < output.count; frame++) {
      for (int c = 0; c < outputChannels; c++) {
        int chosen = values[0][at(0, frame, c)] != 0f ? 1 : 2;
        output.values[output.offset + frame * outputChannels + c] =
            values[chosen][at(chosen, frame, c)];
      }
    }
  }

  private int at(int operand, int frame, int channel) {
    return starts[operand] + frame * frameSteps[operand] + channel * channelSteps[operand];
  }
}
