/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.stage;

/**
 * Part of what is kept of a device for a layer: float32 values, which are 0 at a segment's start.
 */
public sealed interface StateSlot permits RingShape, VectorShape {

  /** Values that it holds. */
  long floats();
}
