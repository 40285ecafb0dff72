/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.state;

/**
 * Layout of the saved state of one device, version 1. All numbers are big-endian.
 *
 * <pre>
 *   0        2                    10                   18
 *   +--------+--------------------+--------------------+--------------------------------+- - -
 *   | version|    fingerprint     |       frames       |  ring of layer 0, oldest first | layer 1 …
 *   | int16  |    int64           |       int64        |  float32 × capacity × channels |
 *   +--------+--------------------+--------------------+--------------------------------+- - -
 * </pre>
 *
 * <p>{@code frames} counts the input frames consumed in the segment. A ring holds the last frames
 * of one input of a layer: (k-1)·d for taps, as many as it waits for other branches where branches
 * meet, those of a window before its last frame where time is collapsed; layers that keep nothing
 * (kernel size 1, batch normalization, activations) take no bytes. Behind the layers come rings for
 * the streams that windows share before what is computed anew for each window. Frames of before the
 * segment's start are zeros. There is nothing else: positions and stride phases follow from {@code
 * frames}.
 */
public final class StateLayout {
  public static final short VERSION = 1;
  public static final int HEADER_BYTES = Short.BYTES + Long.BYTES + Long.BYTES;

  private StateLayout() {}

  public static long bytes(long ringFloats) {
    return HEADER_BYTES + ringFloats * Float.BYTES;
  }
}
