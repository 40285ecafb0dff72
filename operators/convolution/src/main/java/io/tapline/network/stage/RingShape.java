/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.stage;

/**
 * Size and layout of one ring.
 *
 * @param frames frames that it keeps
 * @param width values of a frame
 * @param inOrder whether the oldest frame always lies first, and the others are shifted when new
 *     ones come; otherwise they stay where they are and the newest takes the place of the oldest
 */
public record RingShape(long frames, int width, boolean inOrder) implements StateSlot {

  /** A ring in which frames stay where they are. */
  public static RingShape of(long frames, int width) {
    return new RingShape(frames, width, false);
  }

  @Override
  public long floats() {
    return frames * width;
  }
}
