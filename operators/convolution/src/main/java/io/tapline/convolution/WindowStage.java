/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.convolution;

import io.tapline.convolution.kernel.ActivationLoops;
import io.tapline.convolution.kernel.FrameKernel;
import io.tapline.convolution.layer.Activation;
import io.tapline.convolution.layer.Taps;

/** Gathers the inputs that an output sees, lets a kernel compute its sums, and activates them. */
final class WindowStage implements Stage {
  private final Taps taps;
  private final int inputChannels;
  private final int outputChannels;
  private final FrameKernel kernel;
  private final Activation activation;
  private final float[] window;
  private final float[] sums;
  private final TapReader reader;

  WindowStage(
      Taps taps, int inputChannels, int outputChannels, FrameKernel kernel, Activation activation) {
    this.taps = taps;
    this.inputChannels = inputChannels;
    this.outputChannels = outputChannels;
    this.kernel = kernel;
    this.activation = activation;
    this.window = new float[taps.kernelSize() * inputChannels];
    this.sums = new float[outputChannels];
    this.reader = new TapReader(inputChannels);
  }

  @Override
  public void process(Span[] inputs, Ring[] rings, Span output) {
    reader.start(inputs[0], rings[0]);
    long newest = output.first * taps.stride() + taps.lead();
    for (int produced = 0; produced < output.count; produced++) {
      reader.read(newest, taps.dilation(), window);
      kernel.compute(window, sums);
      System.arraycopy(sums, 0, output.values, produced * outputChannels, outputChannels);
      newest += taps.stride();
    }
    reader.finish();
    ActivationLoops.apply(activation, output.values, 0, output.count * outputChannels);
  }
}
