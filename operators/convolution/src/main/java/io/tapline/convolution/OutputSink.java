/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.convolution;

/** Takes the outputs of a network, in order. */
@FunctionalInterface
public interface OutputSink {

  /**
   * Takes one output.
   *
   * @param frame index in the segment, from 0, of the newest input frame that the output saw
   * @param values holds the output's channels; reused by the caller once this call returns, and not
   *     to be written
   * @param offset index in {@code values} of the output's first channel
   */
  void accept(long frame, float[] values, int offset);
}
