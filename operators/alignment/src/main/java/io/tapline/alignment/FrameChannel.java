/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.alignment;

import java.io.Serializable;

/**
 * One place of a frame: a channel that readings carry, one derived from such, or the mask of one.
 */
public sealed interface FrameChannel extends Serializable
    permits Channel, DerivedChannel, MaskChannel {

  String name();

  /** Factor to the network's unit. */
  double scale();

  /** Summand, after the factor. */
  double offset();

  /** A raw value as the network sees it. */
  default float scaled(double raw) {
    return (float) (raw * scale() + offset());
  }

  /** Throws where a factor or summand would make numbers into what is none. */
  static void requireFinite(String name, double scale, double offset) {
    if (!Double.isFinite(scale) || !Double.isFinite(offset)) {
      throw new IllegalArgumentException(
          "scale and offset must be finite: channel="
              + name
              + ", scale="
              + scale
              + ", offset="
              + offset);
    }
  }
}
