/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network;

import io.tapline.network.state.RingLayout;
import io.tapline.network.state.StateLayout;
import io.tapline.network.state.StateMismatchException;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.EOFException;
import java.io.IOException;
import java.util.Arrays;

/**
 * What a network remembers of one segment of one device: the rings, and the number of frames so
 * far. Everything else is derived from that number. Not thread-safe.
 */
public final class NetworkState {
  private final Network network;

  /** All rings; {@link RingLayout} says where each lies. */
  private final float[] memory;

  private long frames;

  NetworkState(Network network) {
    this(network, network.memory().newValues());
  }

  private NetworkState(Network network, float[] memory) {
    this.network = network;
    this.memory = memory;
  }

  /** The network whose state it is. */
  public Network network() {
    return network;
  }

  /** Input frames consumed since the segment's start. */
  public long frames() {
    return frames;
  }

  /** Starts a new segment: as {@link Network#newState()}, without a new object. */
  public void reset() {
    frames = 0;
    Arrays.fill(memory, 0f);
  }

  /** A state of the same content that lives on its own. */
  public NetworkState copy() {
    NetworkState copy = new NetworkState(network, memory.clone());
    copy.frames = frames;
    return copy;
  }

  /**
   * Writes {@link Network#stateBytes()} bytes, in one canonical form: equal states give equal
   * bytes.
   */
  public void write(DataOutput out) throws IOException {
    out.writeShort(StateLayout.VERSION);
    out.writeLong(network.fingerprint());
    out.writeLong(frames);
    RingLayout layout = network.memory();
    for (int ring = 0; ring < layout.rings().length; ring++) {
      layout.rings()[ring].save(memory, layout.streamFrames(ring, frames), out);
    }
  }

  static NetworkState read(Network network, DataInput in) throws IOException {
    try {
      short version = in.readShort();
      if (version != StateLayout.VERSION) {
        throw new IOException(
            "state version is not known to this release: newest known="
                + StateLayout.VERSION
                + ", got="
                + version);
      }
      long fingerprint = in.readLong();
      if (fingerprint != network.fingerprint()) {
        throw new StateMismatchException(network.fingerprint(), fingerprint);
      }
      long frames = in.readLong();
      if (frames < 0) {
        throw new IOException("state is corrupt, its frame count is negative: frames=" + frames);
      }
      NetworkState state = new NetworkState(network);
      state.frames = frames;
      state.readRings(in);
      return state;
    } catch (EOFException e) {
      throw new IOException(
          "state is cut short: expected bytes="
              + network.stateBytes()
              + ", network="
              + String.format("%016x", network.fingerprint()),
          e);
    }
  }

  private void readRings(DataInput in) throws IOException {
    RingLayout layout = network.memory();
    for (int ring = 0; ring < layout.rings().length; ring++) {
      layout.rings()[ring].restore(memory, layout.streamFrames(ring, frames), in);
    }
  }

  boolean belongsTo(Network other) {
    return network == other || network.fingerprint() == other.fingerprint();
  }

  float[] memory() {
    return memory;
  }

  void advance(int count) {
    frames += count;
  }
}
