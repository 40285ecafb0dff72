/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.layer.convolution;

import io.tapline.network.function.Activation;
import io.tapline.network.kernel.Kernels;
import io.tapline.network.kernel.WindowKernel;
import io.tapline.network.layer.LayerPlace;
import io.tapline.network.stage.PointStage;

/** A convolution of kernel size 1 at each position of planes. */
final class PointwiseStage extends PointStage {
  private static final int MOST_ROWS = 64;

  private final int inputChannels;
  private final int outputChannels;
  private final WindowKernel kernel;
  private final Activation activation;
  private final Kernels kernels;
  private final int[] offsets = new int[1];
  private final float[] scratch;

  PointwiseStage(LayerPlace place, WindowKernel kernel, Activation activation, Kernels kernels) {
    super(place.input().height());
    this.inputChannels = place.input().channels();
    this.outputChannels = place.output().channels();
    this.kernel = kernel;
    this.activation = activation;
    this.kernels = kernels;
    this.scratch = new float[kernel.compact() ? 0 : MOST_ROWS * kernel.width()];
  }

  @Override
  protected void process(float[] input, int from, int count, float[] output, int to) {
    for (int done = 0; done < count; done += MOST_ROWS) {
      int rows = Math.min(MOST_ROWS, count - done);
      int at = to + done * outputChannels;
      offsets[0] = from + done * inputChannels;
      if (kernel.compact()) {
        kernel.accumulate(input, offsets, 0, 1, inputChannels, output, at, rows);
      } else {
        kernel.accumulate(input, offsets, 0, 1, inputChannels, scratch, 0, rows);
        kernel.unpack(scratch, rows, output, at);
      }
    }
    kernels.activate(activation, output, to, count * outputChannels);
  }
}
