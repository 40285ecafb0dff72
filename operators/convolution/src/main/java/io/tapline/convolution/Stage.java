/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.convolution;

/**
 * A layer made ready to run. The weights are shared and immutable; a stage may own scratch, so each
 * thread forks its own.
 */
interface Stage {

  /**
   * Consumes {@code count} input frames and writes the outputs that they bring.
   *
   * @param input [count × input channels]
   * @param count number of input frames
   * @param time input frames that this stage has consumed before
   * @param ring the device's ring of this stage
   * @param output takes [outputs × output channels]
   * @return the number of outputs
   */
  int process(float[] input, int count, long time, Ring ring, float[] output);

  /** A stage with the same weights and scratch of its own. */
  Stage fork();
}
