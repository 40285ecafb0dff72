/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.convolution;

/**
 * Size of one ring.
 *
 * @param frames frames that it keeps
 * @param channels values of a frame
 */
record RingShape(long frames, int channels) {

  /** A ring for frames of a stream. */
  static RingShape of(long frames, Flow stream) {
    return new RingShape(frames, stream.channels());
  }

  long floats() {
    return frames * channels;
  }
}
