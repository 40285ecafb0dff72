/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.convolution;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Runs a network over frames of any number of devices, one after another. It owns the scratch
 * memory, allocates nothing once made, and serves one thread at a time.
 */
public final class NetworkProcessor {
  /** Frames that go through all layers at a time: bounds the scratch, and keeps it in the cache. */
  static final int CHUNK = 64;

  private final Network network;
  private final ExecutionOrder order;
  private final int[] streamed;
  private final int[] perWindow;
  private final Stage[] stages;
  private final Timing[] timings;
  private final Span[] streams;
  private final Span[][] inputs;
  private final float[] input;
  private final WindowSection section;
  private final OutputQueue outputs;

  NetworkProcessor(Network network) {
    this.network = network;
    this.order = ExecutionOrder.of(network.layers());
    this.streamed = positions(order.streamed());
    this.perWindow = positions(order.perWindow());
    this.stages = network.stages().stream().map(Stage::fork).toArray(Stage[]::new);
    this.timings =
        network.layers().stream().map(place -> place.output().timing()).toArray(Timing[]::new);
    this.streams = new Span[stages.length + 1];
    for (int i = 0; i < streams.length; i++) {
      streams[i] = new Span();
    }
    this.inputs = new Span[stages.length][];
    for (int layer = 0; layer < stages.length; layer++) {
      inputs[layer] =
          network.layers().get(layer).sources().stream()
              .map(source -> streams[source + 1])
              .toArray(Span[]::new);
    }
    Buffers buffers = new Buffers(network, running());
    for (int layer : running()) {
      streams[layer + 1].values = buffers.of(layer);
    }
    this.input = buffers.of(-1);
    this.section = order.recomputed().isEmpty() ? null : new WindowSection(network, order);
    this.outputs = new OutputQueue(network, streams);
  }

  private List<Integer> running() {
    List<Integer> running = new ArrayList<>(order.streamed());
    running.addAll(order.collapsing());
    running.addAll(order.perWindow());
    return running;
  }

  private static int[] positions(List<Integer> layers) {
    return layers.stream().mapToInt(Integer::intValue).toArray();
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
      System.arraycopy(frames, offset + done * channels, input, 0, chunk * channels);
      run(state, chunk, false);
      state.advance(chunk);
      outputs.drain(state.frames(), false, sink);
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
      run(state, 0, true);
      outputs.drain(state.frames(), true, sink);
    }
    state.reset();
  }

  private void checkState(NetworkState state) {
    if (!state.belongsTo(network)) {
      throw new IllegalArgumentException(
          String.format("state belongs to another network: expected=%016x", network.fingerprint()));
    }
  }

  private void run(NetworkState state, int count, boolean ended) {
    long before = state.frames();
    streams[0].set(input, before, count, ended);
    for (int layer : streamed) {
      run(layer, state, before, count, ended);
    }
    if (section != null) {
      for (int layer : order.collapsing()) {
        place(layer, before, count, ended);
      }
      Timing windows = Timing.of(network.window().orElseThrow());
      long first = windows.emitted(before);
      int full = (int) (windows.emitted(before + count) - first);
      section.process(first, full, streams, state.windowRings(), streams);
    }
    for (int layer : perWindow) {
      run(layer, state, before, count, ended);
    }
  }

  private void run(int layer, NetworkState state, long before, int count, boolean ended) {
    place(layer, before, count, ended);
    stages[layer].process(inputs[layer], state.rings(layer), streams[layer + 1]);
  }

  /** Says which frames the layer is to give. */
  private void place(int layer, long before, int count, boolean ended) {
    Timing timing = timings[layer];
    long first = timing.emitted(before);
    long end = ended ? timing.length(before) : timing.emitted(before + count);
    Span stream = streams[layer + 1];
    stream.set(stream.values, first, (int) (end - first), ended);
  }
}
