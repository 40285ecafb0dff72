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
   * @param rings where in the memory is kept what is kept of each input
   * @param memory what is kept; afterwards it includes the new frames
   * @param output says by its first index and its count which outputs to write
   */
  void process(Span[] inputs, Ring[] rings, float[] memory, Span output);
}
