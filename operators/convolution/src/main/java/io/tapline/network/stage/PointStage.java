/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.stage;

/** A layer that makes each output of the input of the same index, and keeps nothing. */
public abstract class PointStage implements Stage {
  private final int positions;

  protected PointStage() {
    this(1);
  }

  /**
   * @param positions rows of channels in a frame: the height of a plane, each position of which is
   *     computed as a frame of its own
   */
  protected PointStage(int positions) {
    this.positions = positions;
  }

  @Override
  public final void process(Span[] inputs, Slots slots, float[] memory, Span output) {
    process(
        inputs[0].values, inputs[0].offset, output.count * positions, output.values, output.offset);
  }

  /**
   * Computes {@code count} frames, or positions of planes.
   *
   * @param input [count × input channels], from {@code from}
   * @param output takes [count × output channels], from {@code to}
   */
  protected abstract void process(float[] input, int from, int count, float[] output, int to);
}
