/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network;

import io.tapline.network.layer.Taps;

/**
 * Size and layout of one ring.
 *
 * @param frames frames that it keeps
 * @param channels values of a frame
 * @param inOrder whether the oldest frame always lies first, and the others are shifted when new
 *     ones come; otherwise they stay where they are and the newest takes the place of the oldest
 */
record RingShape(long frames, int channels, boolean inOrder) {
  /** Up to here, frames between taps cost less to shift than to step over. */
  private static final int MOST_DILATED_IN_ORDER = 16;

  /** A ring for frames of a stream. */
  static RingShape of(long frames, Flow stream) {
    return new RingShape(frames, stream.channels(), false);
  }

  /**
   * The ring of a layer that convolves a stream. Where its taps lie side by side, they are one long
   * row of inputs if they lie in order; those of long dilated layers are many, and few of them are
   * read at a time.
   */
  static RingShape of(Taps taps, Flow stream) {
    long most = taps.dilation() == 1 ? Chunk.FRAMES : MOST_DILATED_IN_ORDER;
    boolean inOrder =
        taps.lead() >= 0 && taps.history() <= most && taps.right() <= Chunk.FRAMES;
    return new RingShape(taps.history(), stream.channels(), inOrder);
  }

  long floats() {
    return frames * channels;
  }
}
