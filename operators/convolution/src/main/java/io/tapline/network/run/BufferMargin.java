/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.run;

import io.tapline.network.kernel.Kernels;
import io.tapline.network.plan.NetworkLayer;
import io.tapline.network.stage.RingShape;
import java.util.List;

/**
 * The margin of a stream's buffer around the stream's frames, so that the layers that read it find
 * what they need in one piece.
 *
 * @param before values of older frames
 * @param behind values of padding at the end, and what kernels read beyond
 */
record BufferMargin(int before, int behind) {

  /** The margin that the layers which read the stream of {@code source} need. */
  static BufferMargin of(List<NetworkLayer> layers, int source) {
    long before = 0;
    long behind = 0;
    for (NetworkLayer layer : layers) {
      for (int input = 0; input < layer.sources().size(); input++) {
        RingShape ring = layer.rings().get(input);
        if (layer.sources().get(input) == source && ring.inOrder()) {
          before = Math.max(before, ring.floats());
          behind = Math.max(behind, layer.taps().right() * ring.width());
        }
      }
    }
    return new BufferMargin((int) before, (int) behind + Kernels.SLACK);
  }
}
