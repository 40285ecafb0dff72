/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.convolution;

import java.util.Objects;

/**
 * Runs a network over frames of any number of devices, one after another. It owns the scratch
 * memory, allocates nothing once made, and serves one thread at a time.
 */
public final class NetworkProcessor {
  /** Frames that go through all layers at a time: bounds the scratch, and keeps it in the cache. */
  static final int CHUNK = 64;

  private final Network network;
  private final LayerExecutor executor;

  NetworkProcessor(Network network, Program program) {
    this.network = network;
    this.executor = new LayerExecutor(network, program);
  }

  /**
   * Consumes frames that follow those in {@code state}, and gives every output that they bring to
   * {@code sink}. If the sink throws, the state is of no more use.
   *
   * @param frames holds [count × input channels], row-major
   * @param offset index of the first value
   * @param count number of frames, 0 or more
   * @param state the device's rings, which are changed
   * @param sink called once for each output, in order
   * @throws IndexOutOfBoundsException if {@code frames} does not hold {@code count} frames from
   *     {@code offset}
   * @throws IllegalArgumentException if {@code state} belongs to another network
   */
  public void process(float[] frames, int offset, int count, NetworkState state, OutputSink sink) {
    int channels = network.inputChannels();
    Objects.checkFromIndexSize(offset, Math.multiplyExact(count, channels), frames.length);
    checkState(state);
    for (int done = 0; done < count; done += CHUNK) {
      int chunk = Math.min(CHUNK, count - done);
      executor.process(frames, offset + done * channels, chunk, state, sink);
    }
  }

  /**
   * Ends the segment: gives the outputs that still look for frames, which are padding now, and
   * leaves the state at the start of a new segment. So there are as many outputs as the offline
   * model gives.
   *
   * @param state the device's rings
   * @param sink called once for each output, in order
   * @throws IllegalArgumentException if {@code state} belongs to another network
   */
  public void finish(NetworkState state, OutputSink sink) {
    checkState(state);
    // A window that is not full gives nothing.
    if (state.frames() > 0 && network.window().isEmpty()) {
      executor.finish(state, sink);
    }
    state.reset();
  }

  private void checkState(NetworkState state) {
    if (!state.belongsTo(network)) {
      throw new IllegalArgumentException(
          String.format("state belongs to another network: expected=%016x", network.fingerprint()));
    }
  }
}
