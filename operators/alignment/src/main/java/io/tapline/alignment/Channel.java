/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.alignment;

import java.util.Objects;

/**
 * One named series of a device's readings, and how it enters a frame as {@code value * scale +
 * offset}.
 *
 * @param name the name that readings carry
 * @param aggregate how several readings of a tick become one value
 * @param fill what stands in for a reading in a tick without one
 * @param waitMicros how far behind the device's furthest channel this one is waited for
 * @param scale factor to the network's unit
 * @param offset summand, after the factor
 */
public record Channel(
    String name, Aggregate aggregate, Fill fill, long waitMicros, double scale, double offset)
    implements FrameChannel {

  public Channel {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(aggregate, "aggregate");
    Objects.requireNonNull(fill, "fill");
    TimeBounds.requireBound("wait of channel " + name, waitMicros);
    FrameChannel.requireFinite(name, scale, offset);
  }
}
