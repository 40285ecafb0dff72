/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models.keras;

/** What an axis of a tensor is to a stream; the batch is none of them. */
enum Axis {
  /** Frames, one after another. */
  TIME,
  /** The values of a frame. */
  CHANNELS,
  /** Of size 1, as where two-dimensional layers are used for one dimension. */
  SINGLE
}
