/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.layer.merge;

import io.tapline.network.function.Arithmetic;
import io.tapline.network.kernel.Kernels;
import io.tapline.network.layer.LayerPlace;
import io.tapline.network.layer.StreamShape;
import io.tapline.network.stage.Span;
import java.util.Arrays;

/** An operation between branches, from the first to the last. */
final class MergeStage extends JoinStage {
  private final Arithmetic operation;
  private final Kernels kernels;
  private final int[] inputChannels;
  private final int outputChannels;
  private final int positions;
  private final float[] widened;

  MergeStage(Arithmetic operation, LayerPlace place, Kernels kernels) {
    super(place.inputs(), (int) place.output().mostFrames());
    this.operation = operation;
    this.kernels = kernels;
    this.inputChannels = place.inputs().stream().mapToInt(StreamShape::channels).toArray();
    this.outputChannels = place.output().channels();
    this.positions = place.output().height();
    this.widened = new float[(int) place.output().mostFrames() * place.output().values()];
  }

  @Override
  void meet(float[][] branches, int[] offsets, Span output) {
    int rows = output.count * positions;
    float[] result = output.values;
    float[] first = branches[0];
    int at = offsets[0];
    if (inputChannels[0] != outputChannels) {
      widen(first, at, rows, result, output.offset);
      first = result;
      at = output.offset;
    }
    for (int branch = 1; branch < branches.length; branch++) {
      float[] second = branches[branch];
      int from = offsets[branch];
      if (inputChannels[branch] != outputChannels) {
        widen(second, from, rows, widened, 0);
        second = widened;
        from = 0;
      }
      int values = rows * outputChannels;
      kernels.combine(operation, first, at, second, from, result, output.offset, values);
      first = result;
      at = output.offset;
    }
  }

  /** Repeats a branch of one channel for every channel. */
  private void widen(float[] branch, int from, int rows, float[] wide, int to) {
    for (int row = 0; row < rows; row++) {
      int start = to + row * outputChannels;
      Arrays.fill(wide, start, start + outputChannels, branch[from + row]);
    }
  }
}
