/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.layer;

import java.util.List;

/**
 * Where a layer is in a network.
 *
 * @param inputs the streams that it reads
 * @param output the stream that it gives
 * @param taps what an output reads of the input, if there is one input
 */
public record LayerPlace(List<StreamShape> inputs, StreamShape output, Taps taps) {

  public LayerPlace {
    inputs = List.copyOf(inputs);
  }

  /** The stream that it reads, or the first of several. */
  public StreamShape input() {
    return inputs.get(0);
  }
}
