/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.alignment;

import java.util.Objects;

/**
 * A channel that tells the network of another whether it was observed, filled or missing: 1 where
 * its mask is that, else 0, as {@code value * scale + offset}. Its own mask is its source's.
 *
 * @param name its name; readings of that name are of an unknown channel
 * @param source the name of a measured channel
 * @param origin the value of {@link Mask} that it tells of
 * @param scale factor to the network's unit
 * @param offset summand, after the factor
 */
public record MaskChannel(String name, String source, byte origin, double scale, double offset)
    implements FrameChannel {

  public MaskChannel {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(source, "source");
    if (origin < Mask.MISSING || origin > Mask.FILLED) {
      throw new IllegalArgumentException(
          "a mask is missing, observed or filled: channel=" + name + ", origin=" + origin);
    }
    FrameChannel.requireFinite(name, scale, offset);
    if (!Float.isFinite((float) (scale + offset)) || !Float.isFinite((float) offset)) {
      throw new IllegalArgumentException(
          "a mask must be a number that a frame can hold: channel=%s, scale=%s, offset=%s"
              .formatted(name, scale, offset));
    }
  }
}
