/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.convolution.graph;

import io.tapline.convolution.Network;
import io.tapline.convolution.NetworkGraph;
import io.tapline.convolution.Window;
import java.util.SplittableRandom;

/**
 * A random graph, compiled, and a recording for it, each from the seed alone.
 *
 * @param window the windows in which it runs; null if it streams
 */
record GraphCase(
    long seed, NetworkGraph graph, Window window, Network network, float[][] recording) {

  private static final int LONGEST = 80;

  /** A graph that streams. */
  static GraphCase streaming(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    NetworkGraph graph = RandomGraphs.streaming(random);
    return new GraphCase(
        seed, graph, null, Network.compile(graph), recording(random, graph.inputChannels()));
  }

  /** A graph that runs in windows. */
  static GraphCase windowed(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    RandomGraphs.Windowed windowed = RandomGraphs.windowed(random);
    NetworkGraph graph = windowed.graph();
    return new GraphCase(
        seed,
        graph,
        windowed.window(),
        Network.compile(graph, windowed.window()),
        recording(random, graph.inputChannels()));
  }

  private static float[][] recording(SplittableRandom random, int channels) {
    int frames = random.nextInt(3) == 0 ? random.nextInt(8) : random.nextInt(LONGEST + 1);
    return RandomGraphs.recording(random, frames, channels);
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
