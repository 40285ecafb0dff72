/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.convolution;

import io.tapline.convolution.kernel.ActivationLoops;
import io.tapline.convolution.kernel.FrameKernel;
import io.tapline.convolution.layer.Activation;
import io.tapline.convolution.layer.Taps;

/**
 * A convolution over a tapped delay line: keeps the ring, and calls its kernel for every input that
 * brings an output.
 */
final class WindowStage implements Stage {
  private final Taps taps;
  private final int inputChannels;
  private final int outputChannels;
  private final FrameKernel kernel;
  private final Activation activation;
  private final float[] window;
  private final float[] sums;

  WindowStage(
      Taps taps, int inputChannels, int outputChannels, FrameKernel kernel, Activation activation) {
    this.taps = taps;
    this.inputChannels = inputChannels;
    this.outputChannels = outputChannels;
    this.kernel = kernel;
    this.activation = activation;
    this.window = new float[taps.kernelSize() * inputChannels];
    this.sums = new float[outputChannels];
  }

  @Override
  public int process(float[] input, int count, long time, Ring ring, float[] output) {
    int current = window.length - inputChannels;
    long nextOutput = (taps.outputs(time) * taps.stride() + taps.lead()) - time;
    int slot = ring.slot(time);
    int produced = 0;
    for (int frame = 0; frame < count; frame++) {
      int offset = frame * inputChannels;
      if (frame == nextOutput) {
        ring.read(slot, taps.dilation(), window);
        System.arraycopy(input, offset, window, current, inputChannels);
        kernel.compute(window, sums);
        System.arraycopy(sums, 0, output, produced * outputChannels, outputChannels);
        produced++;
        nextOutput += taps.stride();
      }
      ring.write(slot, input, offset);
      slot = ring.next(slot);
    }
    ActivationLoops.apply(activation, output, produced * outputChannels);
    return produced;
  }

  @Override
  public Stage fork() {
    return new WindowStage(taps, inputChannels, outputChannels, kernel.fork(), activation);
  }
}
