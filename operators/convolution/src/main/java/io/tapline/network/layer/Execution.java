/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.layer;

/** How the frames of a layer are computed. */
public enum Execution {
  /** Each frame once, as the stream goes on; overlapping windows share it. */
  STREAMED,
  /** Anew for each window, since it depends on the window's edges. */
  RECOMPUTED,
  /** Once for each window: what is left of a window when its time is collapsed. */
  PER_WINDOW,
  /** As {@link #PER_WINDOW}, but while the window is computed: a layer repeats it as frames. */
  WITHIN_WINDOW;

  /** Whether it is done while a window is computed, and nothing is kept of it. */
  public boolean isInsideWindow() {
    return this == RECOMPUTED || this == WITHIN_WINDOW;
  }

  /** Whether the time of a window has collapsed. */
  public boolean isCollapsed() {
    return this == PER_WINDOW || this == WITHIN_WINDOW;
  }
}
