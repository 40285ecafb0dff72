/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.graph;

import io.tapline.network.Network;
import java.util.SplittableRandom;

/**
 * A random graph, compiled, and a recording for it, from the seed alone.
 *
 * @param window the windows in which it runs; null if it streams
 */
record GraphCase(
    long seed, NetworkGraph graph, Window window, Network network, float[][] recording) {

  /** As many as the properties are tested on; 20 000 with {@code -Dtapline.graphs=20000}. */
  static final int COUNT = Integer.getInteger("tapline.graphs", 5_000);

  private static final int LONGEST = 80;

  /** Every fourth graph runs in windows. */
  static GraphCase of(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    if (seed % 4 == 0) {
      RandomGraphs.Windowed windowed = RandomGraphs.windowed(random);
      return of(seed, windowed.graph(), windowed.window(), random);
    }
    return of(seed, RandomGraphs.streaming(random), null, random);
  }

  private static GraphCase of(
      long seed, NetworkGraph graph, Window window, SplittableRandom random) {
    Network network = window == null ? Network.compile(graph) : Network.compile(graph, window);
    int frames = random.nextInt(3) == 0 ? random.nextInt(8) : random.nextInt(LONGEST + 1);
    float[][] recording = RandomGraphs.recording(random, frames, graph.inputChannels());
    return new GraphCase(seed, graph, window, network, recording);
  }

  /** A random sequence of its own, apart from the one that made the graph. */
  SplittableRandom random() {
    return new SplittableRandom(~seed);
  }

  /** A line for each layer, to replay a failure by. */
  String describe() {
    StringBuilder text = new StringBuilder("seed=" + seed);
    text.append(", frames=").append(recording.length);
    text.append(", inputChannels=").append(graph.inputChannels());
    if (window != null) {
      text.append(", window=").append(window);
    }
    for (NetworkGraph.Node node : graph.nodes()) {
      text.append("\n  ").append(node.inputs()).append(" -> ").append(node.layer());
    }
    return text.append("\n  ").append(graph.outputs()).toString();
  }
}
