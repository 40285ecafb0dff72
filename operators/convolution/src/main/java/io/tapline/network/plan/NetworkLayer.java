/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.plan;

import io.tapline.network.graph.Window;
import io.tapline.network.layer.Execution;
import io.tapline.network.layer.Layer;
import io.tapline.network.layer.StreamShape;
import io.tapline.network.layer.Taps;
import io.tapline.network.stage.RingShape;
import java.util.List;

/** A layer in its place in a network. */
public final class NetworkLayer {
  private final Layer layer;
  private final List<Integer> sources;
  private final List<StreamShape> inputs;
  private final StreamShape output;
  private final Taps taps;
  private final List<RingShape> rings;

  /**
   * @param sources for each input, the position of the layer that it reads, or -1 for the network's
   *     input
   * @param inputs the streams that it reads
   * @param output the stream that it gives
   * @param taps what an output reads of the input, if there is one input
   * @param rings what is kept of each input
   */
  public NetworkLayer(
      Layer layer,
      List<Integer> sources,
      List<StreamShape> inputs,
      StreamShape output,
      Taps taps,
      List<RingShape> rings) {
    this.layer = layer;
    this.sources = List.copyOf(sources);
    this.inputs = List.copyOf(inputs);
    this.output = output;
    this.taps = taps;
    this.rings = List.copyOf(rings);
  }

  public Layer layer() {
    return layer;
  }

  /** For each input, the position in the network of the layer that it reads; -1 for its input. */
  public List<Integer> sources() {
    return sources;
  }

  /** Channels of its input, or of the first of several. */
  public int inputChannels() {
    return inputs.get(0).channels();
  }

  /** Channels of its output. */
  public int outputChannels() {
    return output.channels();
  }

  /** How its frames are computed. */
  public Execution execution() {
    return output.execution();
  }

  /** Input frames of the network from one frame of its output to the next. */
  public long outputStride() {
    return output.timing().stride();
  }

  /** Frames of its output over one window; 0 in a network without windows. */
  public long windowFrames() {
    return output.windowFrames();
  }

  /** Frames of its output over {@code inputFrames} frames of the network's input, as offline. */
  public long outputLength(long inputFrames) {
    return output.is(Execution.RECOMPUTED)
        ? output.windowFrames()
        : output.timing().length(inputFrames);
  }

  /**
   * Input frames of the network by which this layer holds its output back: what it looks ahead, or
   * what a branch waits for the other.
   */
  public long delay() {
    if (!output.is(Execution.STREAMED)) {
      return 0;
    }
    long before = inputs.stream().mapToLong(input -> input.timing().lead()).min().orElse(0);
    return Math.max(0, output.timing().lead()) - Math.max(0, before);
  }

  /** Values that are kept of each device for this layer. */
  public long ringFloats() {
    return rings.stream().mapToLong(RingShape::floats).sum();
  }

  /** Multiply-adds that one input frame of the network costs here on average. */
  public double multiplyAddsPerFrame(Window window) {
    int[] channels = inputs.stream().mapToInt(StreamShape::channels).toArray();
    double each = layer.multiplyAdds(channels);
    return switch (output.execution()) {
      case STREAMED -> each / output.timing().stride();
      case RECOMPUTED -> each * output.windowFrames() / window.hop();
      case PER_WINDOW -> each / window.hop();
    };
  }

  public List<StreamShape> inputs() {
    return inputs;
  }

  public StreamShape output() {
    return output;
  }

  public Taps taps() {
    return taps;
  }

  public List<RingShape> rings() {
    return rings;
  }
}
