/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.convolution;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.EOFException;
import java.io.IOException;

/**
 * What a network remembers of one segment of one device: the rings, and the number of frames so
 * far. Everything else is derived from that number. Not thread-safe.
 */
public final class NetworkState {
  private final Network network;
  private final Ring[] rings;
  private long frames;

  NetworkState(Network network) {
    this.network = network;
    this.rings = network.newRings();
  }

  private NetworkState(NetworkState other) {
    this.network = other.network;
    this.rings = new Ring[other.rings.length];
    for (int i = 0; i < rings.length; i++) {
      this.rings[i] = other.rings[i].copy();
    }
    this.frames = other.frames;
  }

  /** Input frames consumed since the segment's start. */
  public long frames() {
    return frames;
  }

  /** Starts a new segment: as {@link Network#newState()}, without a new object. */
  public void reset() {
    frames = 0;
    for (Ring ring : rings) {
      ring.clear();
    }
  }

  /** A state of the same content that lives on its own. */
  public NetworkState copy() {
    return new NetworkState(this);
  }

  /**
   * Writes {@link Network#stateBytes()} bytes, in one canonical form: equal states give equal
   * bytes.
   */
  public void write(DataOutput out) throws IOException {
    out.writeShort(StateLayout.VERSION);
    out.writeLong(network.fingerprint());
    out.writeLong(frames);
    for (int i = 0; i < rings.length; i++) {
      rings[i].save(network.framesAt(i, frames), out);
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
      for (int i = 0; i < state.rings.length; i++) {
        state.rings[i].restore(network.framesAt(i, frames), in);
      }
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

  boolean belongsTo(Network other) {
    return network == other || network.fingerprint() == other.fingerprint();
  }

  Ring ring(int stage) {
    return rings[stage];
  }

  void advance(int count) {
    frames += count;
  }
}
