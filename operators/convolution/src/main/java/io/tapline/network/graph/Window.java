/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.graph;

/**
 * The windows of a network that collapses time: window i is the frames i·hop … i·hop + size − 1 of
 * a segment.
 *
 * @param size frames of a window
 * @param hop frames from one window's start to the next one's
 */
public record Window(int size, int hop) {

  public Window {
    if (size < 1 || hop < 1) {
      throw new IllegalArgumentException(
          "size and hop must be at least 1: size=" + size + ", hop=" + hop);
    }
  }
}
