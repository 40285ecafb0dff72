/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.convolution;

/** A layer that makes each output of the input of the same index, and keeps nothing. */
abstract class PointStage implements Stage {

  @Override
  public final void process(Span[] inputs, Ring[] rings, Span output) {
    process(inputs[0].values, output.count, output.values);
  }

  /**
   * Computes {@code count} frames.
   *
   * @param input [count × input channels]
   * @param output takes [count × output channels]
   */
  abstract void process(float[] input, int count, float[] output);
}
