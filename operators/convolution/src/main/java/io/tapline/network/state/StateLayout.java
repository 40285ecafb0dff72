/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.state;

import io.tapline.network.plan.NetworkLayer;
import io.tapline.network.plan.NetworkPlan;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.EOFException;
import java.io.IOException;

/**
 * Layout of the saved state of one device. All numbers are big-endian.
 *
 * <pre>
 *   0        2                    10                   18
 *   +--------+--------------------+--------------------+----------------------------+- - -
 *   | version|    fingerprint     |       frames       |  slots of layer 0          | layer 1 …
 *   | int16  |    int64           |       int64        |  rings, then vectors       |
 *   +--------+--------------------+--------------------+----------------------------+- - -
 *
 *   a ring   | float32 × frames kept × values of a frame, oldest frame first |
 *   a vector | float32 × values |
 * </pre>
 *
 * <p>{@code frames} counts the input frames consumed in the segment. A ring holds the last frames
 * of one input of a layer: (k-1)·d for taps, as many as it waits for other branches where branches
 * join, those of a window before its last frame where time is collapsed. A vector is of the layer's
 * own. Layers that keep nothing (kernel size 1, batch normalization, activations) take no bytes,
 * nor do layers that are computed anew for each window. Behind the layers come rings for the
 * streams that windows share before what is computed anew for each window. Frames of before the
 * segment's start are zeros, and so are vectors at its start. There is nothing else: positions and
 * stride phases follow from {@code frames}.
 *
 * <p>Version 1 has rings only. Version 2 has vectors too; it is written for networks that have any,
 * so that the bytes of all others stay as they were, and both are read.
 */
public final class StateLayout {
  private static final short ONLY_RINGS = 1;
  private static final short WITH_VECTORS = 2;
  private static final int HEADER_BYTES = Short.BYTES + Long.BYTES + Long.BYTES;

  private final long fingerprint;
  private final SlotLayout slots;
  private final short version;

  public StateLayout(NetworkPlan plan, long fingerprint, SlotLayout slots) {
    this.fingerprint = fingerprint;
    this.slots = slots;
    this.version =
        plan.layers().stream().anyMatch(NetworkLayer::hasVectors) ? WITH_VECTORS : ONLY_RINGS;
  }

  /** Bytes of the saved state. */
  public long bytes() {
    return HEADER_BYTES + slots.floats() * Float.BYTES;
  }

  /**
   * Writes {@link #bytes()} bytes, in one canonical form: equal states give equal bytes.
   *
   * @param memory the slots of the device
   * @param frames input frames since the segment's start
   */
  public void write(float[] memory, long frames, DataOutput out) throws IOException {
    out.writeShort(version);
    out.writeLong(fingerprint);
    out.writeLong(frames);
    slots.save(memory, frames, out);
  }

  /**
   * Reads what {@link #write} wrote, of this release or an earlier one.
   *
   * @param memory takes the slots of the device
   * @return input frames since the segment's start
   * @throws StateMismatchException if another network wrote it
   * @throws IOException if the version is not known, or the bytes are cut short or corrupt
   */
  public long read(DataInput in, float[] memory) throws IOException {
    try {
      short found = in.readShort();
      if (found < ONLY_RINGS || found > WITH_VECTORS) {
        throw new IOException(
            "state version is not known to this release: newest known="
                + WITH_VECTORS
                + ", got="
                + found);
      }
      long foundFingerprint = in.readLong();
      if (foundFingerprint != fingerprint) {
        throw new StateMismatchException(fingerprint, foundFingerprint);
      }
      long frames = in.readLong();
      if (frames < 0) {
        throw new IOException("state is corrupt, its frame count is negative: frames=" + frames);
      }
      slots.restore(memory, frames, in);
      return frames;
    } catch (EOFException e) {
      throw new IOException(
          "state is cut short: expected bytes="
              + bytes()
              + ", network="
              + String.format("%016x", fingerprint),
          e);
    }
  }
}
