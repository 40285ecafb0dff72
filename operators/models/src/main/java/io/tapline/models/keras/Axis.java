/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models.keras;

/** What an axis of a tensor is to a stream; the batch is none of them. */
enum Axis {
  /** Frames, one after another. */
  TIME,
  /** Parts that a window's frames are cut into, in front of those. */
  PARTS,
  /** Positions of a frame that is a plane: sensors, or bins of a spectrum. */
  HEIGHT,
  /** The values of a frame; where it is a plane, those at each position. */
  CHANNELS,
  /** All values of a window, one frame after another. */
  FLAT_FRAMES,
  /** All values of a window, one channel after another. */
  FLAT_CHANNELS,
  /** All values of a window that were given several axes again. */
  BLOCK,
  /** Of size 1, as where two-dimensional layers are used for one dimension. */
  SINGLE;

  /** Whether it is all that a window has. */
  boolean isWhole() {
    return this == FLAT_FRAMES || this == FLAT_CHANNELS || this == BLOCK;
  }
}
