/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.convolution.kernel;

import io.tapline.convolution.layer.Activation;

/** Plain loops, for the compiler to make of them what it can. */
public final class PlainKernels implements Kernels {

  @Override
  public int lanes() {
    return 1;
  }

  @Override
  public WindowKernel dense(int inputs, float[][] rows, float[] bias, int width) {
    return new PlainDenseKernel(inputs, rows, bias, width);
  }

  @Override
  public WindowKernel depthwise(int channels, int multiplier, float[][] rows, float[] bias) {
    return PlainDepthwiseKernel.of(channels, multiplier, rows, bias);
  }

  @Override
  public void activate(Activation activation, float[] values, int offset, int count) {
    ActivationLoops.apply(activation, values, offset, count);
  }
}
