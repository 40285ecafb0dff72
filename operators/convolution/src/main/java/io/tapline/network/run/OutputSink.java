/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.run;

import io.tapline.network.Network;

/** Takes the outputs of a network: in the order of the frames that bring them. */
@FunctionalInterface
public interface OutputSink {

  /**
   * Takes one output.
   *
   * @param output position of the output in {@link Network#outputs()}
   * @param frame index in the segment, from 0, of the newest input frame when the output came
   * @param framesMissing frames that the output would see, but which do not exist: before the
   *     segment's start, or after its end
   * @param values holds the output's channels; reused by the caller once this call returns, and not
   *     to be written
   * @param offset index in {@code values} of the output's first channel
   */
  void accept(int output, long frame, int framesMissing, float[] values, int offset);
}
