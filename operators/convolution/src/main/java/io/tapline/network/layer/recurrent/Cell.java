/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.layer.recurrent;

import io.tapline.network.stage.Slots;

/** One frame's step of a recurrent layer. It owns scratch, so each thread has its own. */
interface Cell {

  /** Begins a segment or a window at the layer's initial values. */
  void begin();

  /** Takes what the layer remembers of a device. */
  void load(float[] memory, Slots slots);

  /**
   * Goes on by one frame.
   *
   * @param sums what the frame adds to all gates, from {@code at}
   * @param output takes the frame that the layer gives, from {@code to}
   */
  void step(float[] sums, int at, float[] output, int to);

  /** Puts back what the layer remembers. */
  void save(float[] memory, Slots slots);
}
