/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.layer.convolution;

import io.tapline.network.layer.StreamShape;
import io.tapline.network.layer.Taps;
import io.tapline.network.stage.Chunk;
import io.tapline.network.stage.RingShape;

/**
 * The ring of a layer that convolves a stream. Where its taps lie side by side, they are one long
 * row of inputs if they lie in order; those of long dilated layers are many, and few of them are
 * read at a time.
 */
final class ConvolutionRing {
  /** Up to here, frames between taps cost less to shift than to step over. */
  private static final int MOST_DILATED_IN_ORDER = 16;

  private ConvolutionRing() {}

  static RingShape of(Taps taps, StreamShape stream) {
    long most = taps.dilation() == 1 ? Chunk.FRAMES : MOST_DILATED_IN_ORDER;
    boolean inOrder = taps.lead() >= 0 && taps.history() <= most && taps.right() <= Chunk.FRAMES;
    return new RingShape(taps.history(), stream.values(), inOrder);
  }
}
