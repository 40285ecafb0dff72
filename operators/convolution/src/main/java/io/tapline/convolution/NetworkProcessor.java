/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.convolution;

import io.tapline.convolution.layer.Taps;
import java.util.Objects;

/**
 * Runs a network over frames of any number of devices, one after another. It owns the scratch
 * memory, allocates nothing once made, and serves one thread at a time.
 */
public final class NetworkProcessor {
  /** Frames that go through all layers at a time: bounds the scratch, and keeps it in the cache. */
  private static final int CHUNK = 64;

  private final Network network;
  private final Stage[] stages;
  private final Taps[] taps;
  private final float[] even;
  private final float[] odd;

  NetworkProcessor(Network network) {
    this.network = network;
    this.stages = network.forkStages();
    this.taps = network.layers().stream().map(place -> place.layer().taps()).toArray(Taps[]::new);
    int scratch = Math.multiplyExact(CHUNK, network.widestFrame());
    this.even = new float[scratch];
    this.odd = new float[scratch];
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
    if (!state.belongsTo(network)) {
      throw new IllegalArgumentException(
          String.format("state belongs to another network: expected=%016x", network.fingerprint()));
    }
    for (int done = 0; done < count; done += CHUNK) {
      int chunk = Math.min(CHUNK, count - done);
      System.arraycopy(frames, offset + done * channels, even, 0, chunk * channels);
      processChunk(chunk, state, sink);
    }
  }

  private void processChunk(int count, NetworkState state, OutputSink sink) {
    float[] input = even;
    float[] output = odd;
    long time = state.frames();
    int length = count;
    for (int i = 0; i < stages.length; i++) {
      length = stages[i].process(input, length, time, state.ring(i), output);
      time = taps[i].outputs(time);
      float[] written = output;
      output = input;
      input = written;
    }
    state.advance(count);
    int outputChannels = network.outputChannels();
    for (int i = 0; i < length; i++) {
      sink.accept(network.newestFrame(time + i), input, i * outputChannels);
    }
  }
}
