/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.plan;

import io.tapline.network.graph.Window;
import io.tapline.network.kernel.Kernels;
import io.tapline.network.layer.BoundLayer;
import io.tapline.network.layer.Execution;
import io.tapline.network.layer.FingerprintSink;
import io.tapline.network.layer.Layer;
import io.tapline.network.layer.LayerKind;
import io.tapline.network.layer.LayerPlace;
import io.tapline.network.layer.StreamShape;
import io.tapline.network.layer.Taps;
import io.tapline.network.stage.RingShape;
import io.tapline.network.stage.Stage;
import io.tapline.network.stage.StateSlot;
import io.tapline.network.stage.VectorShape;
import java.util.List;
import java.util.function.Supplier;

/** A layer in its place in a network. */
public final class NetworkLayer {
  private final BoundLayer<?> bound;
  private final List<Integer> sources;
  private final LayerPlace place;
  private final List<StateSlot> state;

  /**
   * @param sources for each input, the position of the layer that it reads, or -1 for the network's
   *     input
   * @param state what is kept of a device
   */
  NetworkLayer(
      BoundLayer<?> bound, List<Integer> sources, LayerPlace place, List<StateSlot> state) {
    this.bound = bound;
    this.sources = List.copyOf(sources);
    this.place = place;
    this.state = List.copyOf(state);
    boolean ringsFirst =
        state.stream().limit(place.inputs().size()).allMatch(slot -> slot instanceof RingShape);
    if (!ringsFirst || rings().size() != place.inputs().size()) {
      throw new IllegalStateException(
          "state must be a ring for each input, then vectors: type="
              + bound.layer().type()
              + ", inputs="
              + place.inputs().size()
              + ", state="
              + state);
    }
  }

  public Layer layer() {
    return bound.layer();
  }

  /** What it does with time. */
  public LayerKind.Role role() {
    return bound.role();
  }

  /** Adds what it computes. */
  public void fingerprint(FingerprintSink sink) {
    bound.fingerprint(sink);
  }

  /** Whether layers of its kind could have state before networks were graphs. */
  public boolean isOfFirstFormat() {
    return bound.kind().isOfFirstFormat();
  }

  /** Packs its weights; gives what makes the stage of a thread. */
  public Supplier<Stage> stage(Kernels kernels) {
    return bound.stage(place, kernels);
  }

  /** Values that its stage owns besides copies of its inputs. */
  double scratchValues() {
    return bound.scratchValues(place);
  }

  /** For each input, the position in the network of the layer that it reads; -1 for its input. */
  public List<Integer> sources() {
    return sources;
  }

  /** Channels of its input, or of the first of several. */
  public int inputChannels() {
    return place.input().channels();
  }

  /** Channels of its output. */
  public int outputChannels() {
    return place.output().channels();
  }

  /** How its frames are computed. */
  public Execution execution() {
    return place.output().execution();
  }

  /** Input frames of the network from one frame of its output to the next. */
  public long outputStride() {
    return place.output().timing().stride();
  }

  /** Frames of its output over one window; 0 in a network without windows. */
  public long windowFrames() {
    return place.output().windowFrames();
  }

  /** Frames of its output over {@code inputFrames} frames of the network's input, as offline. */
  public long outputLength(long inputFrames) {
    return place.output().is(Execution.RECOMPUTED)
        ? place.output().windowFrames()
        : place.output().timing().length(inputFrames);
  }

  /**
   * Input frames of the network by which this layer holds its output back: what it looks ahead, or
   * what a branch waits for the other.
   */
  public long delay() {
    if (!place.output().is(Execution.STREAMED)) {
      return 0;
    }
    long before = inputs().stream().mapToLong(input -> input.timing().lead()).min().orElse(0);
    return Math.max(0, place.output().timing().lead()) - Math.max(0, before);
  }

  /** Values that are kept of each device for this layer. */
  public long stateFloats() {
    return state.stream().mapToLong(StateSlot::floats).sum();
  }

  /** Multiply-adds that one input frame of the network costs here on average. */
  public double multiplyAddsPerFrame(Window window) {
    double each = bound.multiplyAdds(place);
    return switch (place.output().execution()) {
      case STREAMED -> each / place.output().timing().stride();
      case RECOMPUTED -> each * place.output().windowFrames() / window.hop();
      case PER_WINDOW, WITHIN_WINDOW -> each / window.hop();
    };
  }

  public List<StreamShape> inputs() {
    return place.inputs();
  }

  public StreamShape output() {
    return place.output();
  }

  public Taps taps() {
    return place.taps();
  }

  /** What is kept of a device: a ring for each input, then vectors. */
  public List<StateSlot> state() {
    return state;
  }

  /** What is kept of each input. */
  public List<RingShape> rings() {
    return state.stream()
        .filter(slot -> slot instanceof RingShape)
        .map(RingShape.class::cast)
        .toList();
  }

  /** Whether it keeps vectors of its own. */
  public boolean hasVectors() {
    return state.stream().anyMatch(slot -> slot instanceof VectorShape);
  }
}
