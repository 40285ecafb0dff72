/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.layer.merge;

import io.tapline.network.layer.LayerPlace;
import io.tapline.network.layer.StreamShape;
import io.tapline.network.layer.Weights;
import io.tapline.network.stage.Span;
import java.util.List;

/** A choice between two, value by value. */
final class WhereStage extends JoinStage {
  private static final int OPERANDS = 3;

  private final int[] inputChannels;
  private final int outputChannels;
  private final int positions;
  private final float[][] constants = new float[OPERANDS][];
  private final float[][] values = new float[OPERANDS][];
  private final int[] starts = new int[OPERANDS];
  private final int[] rowSteps = new int[OPERANDS];
  private final int[] channelSteps = new int[OPERANDS];

  WhereStage(Where layer, LayerPlace place) {
    super(place.inputs(), (int) place.output().mostFrames());
    this.inputChannels = place.inputs().stream().mapToInt(StreamShape::channels).toArray();
    this.outputChannels = place.output().channels();
    this.positions = place.output().height();
    List<Weights> operands = List.of(layer.condition(), layer.whenTrue(), layer.whenFalse());
    for (int i = 0; i < OPERANDS; i++) {
      constants[i] = operands.get(i).toArray();
    }
  }

  @Override
  void meet(float[][] branches, int[] offsets, Span output) {
    int branch = 0;
    for (int i = 0; i < OPERANDS; i++) {
      boolean constant = constants[i].length > 0;
      int width = constant ? constants[i].length : inputChannels[branch];
      values[i] = constant ? constants[i] : branches[branch];
      starts[i] = constant ? 0 : offsets[branch];
      rowSteps[i] = constant ? 0 : width;
      channelSteps[i] = width == 1 ? 0 : 1;
      branch += constant ? 0 : 1;
    }
    for (int row = 0; row < output.count * positions; row++) {
      for (int c = 0; c < outputChannels; c++) {
        int chosen = values[0][at(0, row, c)] != 0f ? 1 : 2;
        output.values[output.offset + row * outputChannels + c] =
            values[chosen][at(chosen, row, c)];
      }
    }
  }

  private int at(int operand, int row, int channel) {
    return starts[operand] + row * rowSteps[operand] + channel * channelSteps[operand];
  }
}
