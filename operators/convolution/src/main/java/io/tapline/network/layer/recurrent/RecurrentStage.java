/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.layer.recurrent;

import io.tapline.network.kernel.WindowKernel;
import io.tapline.network.layer.LayerPlace;
import io.tapline.network.stage.Chunk;
import io.tapline.network.stage.Slots;
import io.tapline.network.stage.Span;
import io.tapline.network.stage.Stage;

/**
 * Adds up what the inputs of many frames contribute at once, then goes from frame to frame.
 *
 * <p>The sum of the inputs and the sum of the hidden vector are added last, each in the order of
 * its kernel: so it does not matter into which blocks frames are cut.
 */
final class RecurrentStage implements Stage {
  private final int inputChannels;
  private final int outputValues;
  private final WindowKernel inputKernel;
  private final Cell cell;
  private final float[] sums;
  private final int[] firstFrame = new int[1];

  RecurrentStage(LayerPlace place, WindowKernel inputKernel, Cell cell) {
    this.inputChannels = place.input().values();
    this.outputValues = place.output().values();
    this.inputKernel = inputKernel;
    this.cell = cell;
    this.sums = new float[Chunk.FRAMES * inputKernel.width()];
  }

  @Override
  public void process(Span[] inputs, Slots slots, float[] memory, Span output) {
    if (output.count == 0) {
      return;
    }
    if (output.first == 0) {
      cell.begin();
    } else {
      cell.load(memory, slots);
    }
    Span input = inputs[0];
    for (int done = 0; done < output.count; done += Chunk.FRAMES) {
      int rows = Math.min(Chunk.FRAMES, output.count - done);
      firstFrame[0] = input.offset + done * inputChannels;
      inputKernel.accumulate(input.values, firstFrame, 0, 1, inputChannels, sums, 0, rows);
      int to = output.offset + done * outputValues;
      for (int row = 0; row < rows; row++) {
        cell.step(sums, row * inputKernel.width(), output.values, to + row * outputValues);
      }
    }
    cell.save(memory, slots);
  }
}
