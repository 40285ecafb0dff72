/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.alignment;

import java.io.Serializable;

/** What a channel is given in a tick that has no reading of it. */
public sealed interface Fill extends Serializable {

  /**
   * The channel's last observed value, for as long as the tick's start is at most {@code
   * maxAgeMicros} after the reading that it came from; from then on the channel is missing.
   */
  record Hold(long maxAgeMicros) implements Fill {
    public Hold {
      TimeBounds.requireBound("max-age", maxAgeMicros);
    }
  }

  /**
   * The point on the straight line from the channel's last observed tick in the segment to its next
   * one, where that one ends at most {@code lookAheadMicros} after this tick; else the channel is
   * missing. Every frame waits so much longer. It is no longer than {@link
   * TimeBounds#maxGapMicros}, so that both ends are of one segment.
   */
  record Linear(long lookAheadMicros) implements Fill {
    public Linear {
      TimeBounds.requireBound("look-ahead", lookAheadMicros);
    }
  }

  /** Always the same value, in the unit of the readings: scale and offset apply to it too. */
  record Constant(double value) implements Fill {
    public Constant {
      if (!Double.isFinite(value)) {
        throw new IllegalArgumentException("a constant fill must be finite: value=" + value);
      }
    }
  }
}
