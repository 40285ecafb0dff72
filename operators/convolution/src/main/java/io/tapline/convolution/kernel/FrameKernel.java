/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.convolution.kernel;

/**
 * The sums of one output frame.
 *
 * <p>Every sum has one order, which no kernel may change: the bias first, then the taps from the
 * oldest, the input channels of each tap ascending, one fused multiply-add each.
 */
public interface FrameKernel {

  /**
   * Computes one output frame.
   *
   * @param window [kernel size × input channels], oldest tap first
   * @param sums takes the output channels
   */
  void compute(float[] window, float[] sums);

  /** A kernel with the same weights and scratch of its own. */
  FrameKernel fork();
}
