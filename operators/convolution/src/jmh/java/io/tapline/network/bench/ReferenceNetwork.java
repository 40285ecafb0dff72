/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.bench;

import io.tapline.network.Network;
import io.tapline.network.graph.NetworkGraph;
import io.tapline.network.graph.Window;
import io.tapline.network.layer.convolution.Convolution;
import io.tapline.network.layer.convolution.DepthwiseConvolution;
import io.tapline.network.layer.plane.PlaneConvolution;
import java.util.function.Supplier;

/** The networks that are measured: each strains something else. */
public enum ReferenceNetwork {
  /** 15 → conv 16 k7, ReLU, batch normalization → conv 32 k5, ReLU: it fits L1. */
  N1(ReferenceGraphs::twoConvolutions, 4_240, 11, 154),

  /** 15 → depthwise k7 × 16 = 240, ELU → pointwise 32, ReLU: exponentials, and wide frames. */
  N2(ReferenceGraphs::depthwiseAndPointwise, 9_360, 7, 90),

  /**
   * 15 → pointwise 64 → 6 residual blocks (2 × conv 64 k3, dilation 1 … 32, ReLU) → dense 8:
   * weights that L1 does not hold.
   */
  N3(ReferenceGraphs::residualBlocks, 148_928, 253, 16_128),

  /** 64 → 8 × (depthwise k5, dilation 2^i, pointwise 128, ReLU): nor does it hold this state. */
  N4(ReferenceGraphs::dilatedDepthwise, 127_680, 1_021, 130_304),

  /**
   * 40 bins → 2 × conv 3×3 of 32, pool → 2 × conv 3×3 of 64, pool, mean → dense 12, over windows of
   * 101 frames, one every 16: what windows share.
   */
  S1(SpectrogramGraph::of, new Window(101, 16), 748_272, 101, 17_616);

  @SuppressWarnings("ImmutableEnumChecker") // A method, which gives the same every time.
  private final Supplier<NetworkGraph> graph;

  @SuppressWarnings("ImmutableEnumChecker") // A record, or none.
  private final Window window;

  private final long multiplyAdds;
  private final int receptiveField;
  private final long stateFloats;

  ReferenceNetwork(
      Supplier<NetworkGraph> graph, long multiplyAdds, int receptiveField, long stateFloats) {
    this(graph, null, multiplyAdds, receptiveField, stateFloats);
  }

  ReferenceNetwork(
      Supplier<NetworkGraph> graph,
      Window window,
      long multiplyAdds,
      int receptiveField,
      long stateFloats) {
    this.graph = graph;
    this.window = window;
    this.multiplyAdds = multiplyAdds;
    this.receptiveField = receptiveField;
    this.stateFloats = stateFloats;
  }

  /**
   * Compiles it, with the same weights every time.
   *
   * @throws IllegalStateException if it is not the network that its figures belong to
   */
  Network compile() {
    Network network =
        window == null ? Network.compile(graph.get()) : Network.compile(graph.get(), window);
    require("multiply-adds per frame", multiplyAdds, convolutions(network, window));
    require("receptive field", receptiveField, network.receptiveField());
    require(
        "floats of state",
        stateFloats,
        network.layers().stream().mapToLong(place -> place.stateFloats()).sum());
    return network;
  }

  /** Multiply-adds per frame, of convolutions alone: the work that rates are told by. */
  long multiplyAdds() {
    return multiplyAdds;
  }

  /** Input frames that one output sees. */
  int receptiveField() {
    return receptiveField;
  }

  /** Frames from one result to the next of a network over windows; 1 for one that streams. */
  int hop() {
    return window == null ? 1 : window.hop();
  }

  private static long convolutions(Network network, Window window) {
    return network.layers().stream()
        .filter(
            place ->
                place.layer() instanceof Convolution
                    || place.layer() instanceof DepthwiseConvolution
                    || place.layer() instanceof PlaneConvolution)
        .mapToLong(place -> (long) place.multiplyAddsPerFrame(window))
        .sum();
  }

  private void require(String what, long expected, long got) {
    if (expected != got) {
      throw new IllegalStateException(
          "%s must be what the network is known by: network=%s, expected=%d, got=%d"
              .formatted(what, this, expected, got));
    }
  }
}
