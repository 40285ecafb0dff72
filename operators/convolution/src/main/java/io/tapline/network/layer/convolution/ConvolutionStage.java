/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.layer.convolution;

import io.tapline.network.function.Activation;
import io.tapline.network.kernel.Kernels;
import io.tapline.network.kernel.WindowKernel;
import io.tapline.network.layer.LayerPlace;
import io.tapline.network.layer.Taps;
import io.tapline.network.stage.Ring;
import io.tapline.network.stage.Slots;
import io.tapline.network.stage.Span;
import io.tapline.network.stage.Stage;
import java.util.Arrays;

/**
 * Lets a kernel compute the sums of all new outputs of a convolution, and activates them.
 *
 * <p>The kernel reads the inputs where they lie. If the ring is in order, it is unrolled before the
 * new frames, and every tap of every output lies in one piece. Otherwise {@link TapRuns} says for
 * how many outputs in turn each tap lies in the ring, in the new frames or in the padding.
 */
final class ConvolutionStage implements Stage {
  private final Taps taps;
  private final int inputChannels;
  private final int outputChannels;
  private final WindowKernel kernel;
  private final Activation activation;
  private final Kernels kernels;
  private final int[] offsets;
  private final TapRuns runs;
  private final float[] scratch;

  ConvolutionStage(LayerPlace place, WindowKernel kernel, Activation activation, Kernels kernels) {
    this.taps = place.taps();
    this.inputChannels = place.input().channels();
    this.outputChannels = place.output().channels();
    this.kernel = kernel;
    this.activation = activation;
    this.kernels = kernels;
    this.offsets = new int[taps.kernelSize()];
    this.runs = new TapRuns(kernel, taps, inputChannels);
    int most = (int) place.output().mostFrames();
    this.scratch = new float[kernel.compact() ? 0 : Math.multiplyExact(most, kernel.width())];
  }

  @Override
  public void process(Span[] inputs, Slots slots, float[] memory, Span output) {
    Span input = inputs[0];
    Ring ring = slots.ring(0);
    float[] sums = kernel.compact() ? output.values : scratch;
    int at = kernel.compact() ? output.offset : 0;
    if (ring.isInOrder()) {
      ring.unroll(memory, input);
      computeInOrder(input, output, sums, at);
      ring.rollUp(memory, input);
    } else {
      runs.compute(input, ring, memory, output, sums, at);
      ring.keep(memory, input);
    }
    if (!kernel.compact()) {
      kernel.unpack(scratch, output.count, output.values, output.offset);
    }
    kernels.activate(activation, output.values, output.offset, output.count * outputChannels);
  }

  private void computeInOrder(Span input, Span output, float[] sums, int at) {
    if (output.count == 0) {
      return;
    }
    long newest = output.first * taps.stride() + taps.lead();
    int firstTap = input.offset + (int) (newest - taps.history() - input.first) * inputChannels;
    for (int tap = 0; tap < offsets.length; tap++) {
      offsets[tap] = firstTap + tap * taps.dilation() * inputChannels;
    }
    if (input.ended) {
      padBehind(input, newest + (output.count - 1L) * taps.stride());
    }
    int step = taps.stride() * inputChannels;
    kernel.accumulate(input.values, offsets, 0, offsets.length, step, sums, at, output.count);
  }

  /** Puts zeros behind the last input, up to the frame {@code newest}. */
  private void padBehind(Span input, long newest) {
    int end = input.offset + input.count * inputChannels;
    int frames = (int) Math.max(0, newest + 1 - input.end());
    Arrays.fill(input.values, end, end + frames * inputChannels, 0f);
  }
}
