/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.alignment;

import java.io.Serializable;
import java.util.Objects;

/**
 * Everything that decides how readings become frames.
 *
 * @param blockFrames the most frames that travel in one block; it moves no bit of any result
 */
public record Alignment(Grid grid, ChannelLayout layout, TimeBounds bounds, int blockFrames)
    implements Serializable {

  public Alignment {
    Objects.requireNonNull(grid, "grid");
    Objects.requireNonNull(layout, "layout");
    Objects.requireNonNull(bounds, "bounds");
    if (blockFrames < 1) {
      throw new IllegalArgumentException(
          "a block must hold at least one frame: blockFrames=" + blockFrames);
    }
    if (layout.lookAheadMicros() > bounds.maxGapMicros()) {
      // Beyond, there may be another segment, to which no line is drawn.
      throw new IllegalArgumentException(
          "look-ahead must not be beyond max-gap: lookAheadMicros="
              + layout.lookAheadMicros()
              + ", maxGapMicros="
              + bounds.maxGapMicros());
    }
  }

  /**
   * A number that is another where frames mean something else: the channels, their order, scale,
   * offset, aggregate, fill, time offset and derivation, and the grid. What only decides when a
   * frame is released, or which readings are taken, is not in it. It is the same in every process
   * and release.
   */
  public long frameFingerprint() {
    return FrameFingerprint.of(grid, layout);
  }
}
