/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.stage;

/** A layer that makes each output of the input of the same index, and keeps nothing. */
public abstract class PointStage implements Stage {

  @Override
  public final void process(Span[] inputs, Slots slots, float[] memory, Span output) {
    process(inputs[0].values, inputs[0].offset, output.count, output.values, output.offset);
  }

  /**
   * Computes {@code count} frames.
   *
   * @param input [count × input channels], from {@code from}
   * @param output takes [count × output channels], from {@code to}
   */
  protected abstract void process(float[] input, int from, int count, float[] output, int to);
}
