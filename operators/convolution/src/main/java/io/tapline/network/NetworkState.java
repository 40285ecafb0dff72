/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network;

import io.tapline.network.state.SlotLayout;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * What a network remembers of one segment of one device: rings and vectors, and the number of
 * frames so far. Everything else is derived from that number. Not thread-safe.
 */
public final class NetworkState {
  private final Network network;

  /** All slots; {@link SlotLayout} says where each lies. */
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
    network.stateLayout().write(memory, frames, out);
  }

  static NetworkState read(Network network, DataInput in) throws IOException {
    NetworkState state = new NetworkState(network);
    state.frames = network.stateLayout().read(in, state.memory);
    return state;
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
