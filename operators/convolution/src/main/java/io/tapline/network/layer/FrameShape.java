/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.layer;

/**
 * What one frame of a stream holds. Rings, buffers and spans know only how many {@link #values}
 * that is.
 *
 * @param channels values side by side, at one place in time; 0 where they are not known
 */
public record FrameShape(long channels) {
  /** Of a stream behind a layer that has a problem. */
  public static final FrameShape UNKNOWN = new FrameShape(0);

  public boolean isKnown() {
    return channels > 0;
  }

  /** Values of a frame. */
  public long values() {
    return channels;
  }
}
