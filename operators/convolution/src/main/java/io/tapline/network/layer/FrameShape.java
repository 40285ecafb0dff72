/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.layer;

/**
 * What one frame of a stream holds. Rings, buffers and spans know only how many {@link #values}
 * that is.
 *
 * <p>The value of channel c at position h of the height axis is value h·channels + c of the frame.
 *
 * @param height positions of the height axis: 1 unless the frame is a plane
 * @param channels values side by side, at one position; 0 where they are not known
 */
public record FrameShape(long height, long channels) {
  /** Of a stream behind a layer that has a problem. */
  public static final FrameShape UNKNOWN = new FrameShape(0);

  /** A frame without a height axis. */
  public FrameShape(long channels) {
    this(1, channels);
  }

  public boolean isKnown() {
    return height > 0 && channels > 0;
  }

  /** Values of a frame. */
  public long values() {
    return height * channels;
  }

  /** Whether it has a height axis. */
  public boolean isPlane() {
    return height > 1;
  }
}
