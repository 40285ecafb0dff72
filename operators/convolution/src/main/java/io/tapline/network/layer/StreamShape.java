/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.layer;

import io.tapline.network.stage.Chunk;

/**
 * A stream inside a network.
 *
 * @param frame what a frame holds
 * @param timing when its frames come; of no meaning for a recomputed one
 * @param execution how its frames are computed
 * @param windowFrames its frames over one window; 0 in a network without windows
 */
public record StreamShape(
    FrameShape frame, StreamTiming timing, Execution execution, long windowFrames) {

  /** Positions of the height axis of a frame: 1 unless it is a plane. */
  public int height() {
    return (int) frame.height();
  }

  /** Channels of a frame. */
  public int channels() {
    return (int) frame.channels();
  }

  /** Values of a frame. */
  public int values() {
    return (int) frame.values();
  }

  /** The most of its frames that are there at once: of a chunk, at the end, or of a window. */
  public long mostFrames() {
    return is(Execution.RECOMPUTED)
        ? windowFrames
        : Math.max(timing.mostEmitted(Chunk.FRAMES), timing.mostFlushed());
  }

  public boolean is(Execution other) {
    return execution == other;
  }
}
