/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.convolution;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.EOFException;
import java.io.IOException;
import java.util.List;

/**
 * What a network remembers of one segment of one device: the rings, and the number of frames so
 * far. Everything else is derived from that number. Not thread-safe.
 */
public final class NetworkState {
  private final Network network;

  /** For each layer, a ring for each input; none for a layer that is computed anew. */
  private final Ring[][] layerRings;

  /** For each stream of which whole windows are kept. */
  private final Ring[] windowRings;

  private long frames;

  NetworkState(Network network) {
    this.network = network;
    List<NetworkLayer> layers = network.layers();
    layerRings = new Ring[layers.size()][];
    for (int i = 0; i < layerRings.length; i++) {
      boolean keeps = layers.get(i).execution() != Execution.RECOMPUTED;
      layerRings[i] =
          keeps ? layers.get(i).rings().stream().map(Ring::new).toArray(Ring[]::new) : new Ring[0];
    }
    windowRings =
        network.sharedByWindows().stream()
            .map(source -> new Ring(network.windowRing(source)))
            .toArray(Ring[]::new);
  }

  private NetworkState(NetworkState other) {
    this.network = other.network;
    this.layerRings = new Ring[other.layerRings.length][];
    for (int i = 0; i < layerRings.length; i++) {
      layerRings[i] = copy(other.layerRings[i]);
    }
    this.windowRings = copy(other.windowRings);
    this.frames = other.frames;
  }

  private static Ring[] copy(Ring[] rings) {
    Ring[] copies = new Ring[rings.length];
    for (int i = 0; i < rings.length; i++) {
      copies[i] = rings[i].copy();
    }
    return copies;
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
    for (Ring[] rings : layerRings) {
      clear(rings);
    }
    clear(windowRings);
  }

  private static void clear(Ring[] rings) {
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
    for (int layer = 0; layer < layerRings.length; layer++) {
      for (int input = 0; input < layerRings[layer].length; input++) {
        layerRings[layer][input].save(streamFrames(layer, input), out);
      }
    }
    for (int i = 0; i < windowRings.length; i++) {
      windowRings[i].save(windowStreamFrames(i), out);
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
    for (int layer = 0; layer < layerRings.length; layer++) {
      for (int input = 0; input < layerRings[layer].length; input++) {
        layerRings[layer][input].restore(streamFrames(layer, input), in);
      }
    }
    for (int i = 0; i < windowRings.length; i++) {
      windowRings[i].restore(windowStreamFrames(i), in);
    }
  }

  /** Frames that have come of the stream that a layer reads. */
  private long streamFrames(int layer, int input) {
    return network.layers().get(layer).inputs().get(input).timing().emitted(frames);
  }

  private long windowStreamFrames(int index) {
    return network.flow(network.sharedByWindows().get(index)).timing().emitted(frames);
  }

  boolean belongsTo(Network other) {
    return network == other || network.fingerprint() == other.fingerprint();
  }

  Ring[] rings(int layer) {
    return layerRings[layer];
  }

  Ring[] windowRings() {
    return windowRings;
  }

  void advance(int count) {
    frames += count;
  }
}
