/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.stage;

/**
 * A layer made ready to run. The weights are shared and immutable; a stage may own scratch, so each
 * thread has its own.
 */
public interface Stage {

  /**
   * Consumes input frames and writes the outputs that they bring.
   *
   * @param inputs the new frames of each input
   * @param slots where in the memory the layer's state lies
   * @param memory the state; afterwards it includes the new frames
   * @param output says by its first index and its count which outputs to write
   */
  void process(Span[] inputs, Slots slots, float[] memory, Span output);
}
