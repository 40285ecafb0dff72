/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.graph;

import io.tapline.network.function.Arithmetic;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;

/** Valid graphs, all different, each from its seed alone. */
final class RandomGraphs {

  /** A graph that collapses time, and the windows in which it runs. */
  record Windowed(NetworkGraph graph, Window window) {}

  private RandomGraphs() {}

  /** A graph that streams. */
  static NetworkGraph streaming(SplittableRandom random) {
    int channels = random.nextInt(1, 5);
    NetworkGraph.Builder builder = NetworkGraph.builder(channels);
    List<Branch> branches =
        body(random, new RandomLayers(random, new GrowingGraph(builder), false), channels);
    List<Branch> leaving = new ArrayList<>(List.of(branches.get(branches.size() - 1)));
    while (random.nextInt(3) == 0) {
      leaving.add(branches.get(random.nextInt(branches.size())));
    }
    Collections.shuffle(leaving, new Random(random.nextLong()));
    return outputs(random, builder, leaving);
  }

  /** A graph with two branches that meet, though they differ in rate or in length. */
  static NetworkGraph disagreeing(SplittableRandom random) {
    NetworkGraph.Builder builder = NetworkGraph.builder(2);
    RandomLayers layers = new RandomLayers(random, new GrowingGraph(builder), false);
    Branch input = new Branch(NetworkGraph.INPUT, 2, 1, 0);
    int excess = random.nextInt(-3, 4);
    int stride = random.nextInt(1, 4);
    boolean rate = random.nextBoolean();
    Branch first = layers.dense(layers.overTime(input, stride, excess), 2);
    Branch second =
        layers.dense(
            rate
                ? layers.overTime(input, stride + random.nextInt(1, 3), excess)
                : layers.overTime(input, stride, excess + random.nextInt(1, 4)),
            2);
    Branch meeting =
        random.nextBoolean()
            ? layers.concatenated(first, second)
            : layers.merged(Arithmetic.ADD, second, first);
    return builder.output("out", meeting.name()).build();
  }

  /** A graph that runs in windows; each of them has an output. */
  static Windowed windowed(SplittableRandom random) {
    while (true) {
      int size = random.nextInt(3) == 0 ? random.nextInt(1, 5) : random.nextInt(5, 33);
      NetworkGraph graph = windowed(random, size);
      if (graph != null && hasOutput(graph, size)) {
        return new Windowed(graph, new Window(size, hop(random, size)));
      }
    }
  }

  /** Values of a recording, as large as scaled sensor readings are. */
  static float[][] recording(SplittableRandom random, int frames, int channels) {
    float[][] recording = new float[frames][channels];
    for (float[] frame : recording) {
      for (int c = 0; c < channels; c++) {
        frame[c] = (float) random.nextDouble(-2, 2);
      }
    }
    return recording;
  }

  private static NetworkGraph windowed(SplittableRandom random, int size) {
    int channels = random.nextInt(1, 4);
    NetworkGraph.Builder builder = NetworkGraph.builder(channels);
    RandomLayers layers = new RandomLayers(random, new GrowingGraph(builder), true);
    List<Branch> branches = body(random, layers, channels);
    List<Branch> collapsed = new ArrayList<>();
    for (int i = random.nextInt(4) == 0 ? 2 : 1; i > 0; i--) {
      int which = i == 1 ? branches.size() - 1 : random.nextInt(branches.size());
      Branch branch = branches.get(which);
      if (branch.rows(size) == 0) {
        return null;
      }
      collapsed.add(
          random.nextInt(4) == 0
              ? layers.planes().collapsed(branch, branch.rows(size))
              : layers.collapsed(branch, branch.rows(size)));
    }
    Branch features =
        collapsed.size() == 1
            ? collapsed.get(0)
            : layers.concatenated(collapsed.toArray(Branch[]::new));
    List<Branch> leaving = new ArrayList<>();
    if (random.nextInt(4) == 0) {
      leaving.add(features);
    }
    if (random.nextInt(5) == 0) {
      leaving.add(branches.get(random.nextInt(branches.size())));
    }
    if (random.nextInt(4) == 0) {
      Branch decoded = decoded(random, layers, features, size);
      if (decoded.rows(size) == 0) {
        return null;
      }
      features = layers.collapsed(decoded, decoded.rows(size));
    }
    for (int i = random.nextInt(3); i > 0; i--) {
      features = layers.point(layers.dense(features, random.nextInt(1, 5)));
    }
    leaving.add(features);
    return outputs(random, builder, leaving);
  }

  /** Frames of a window again, made of what is left of it. */
  private static Branch decoded(
      SplittableRandom random, RandomLayers layers, Branch features, int size) {
    RandomBlocks blocks = new RandomBlocks(random, layers);
    Branch few = layers.dense(features, random.nextInt(1, 4));
    Branch repeated = layers.repeated(few, size, random.nextInt(1, 9));
    Branch decoded = random.nextBoolean() ? layers.recurrent(repeated) : blocks.any(repeated);
    return decoded.channels() > 8 ? layers.dense(decoded, 3) : decoded;
  }

  private static boolean hasOutput(NetworkGraph graph, int size) {
    double[][] silence = new double[size][graph.inputChannels()];
    return OfflineEvaluator.evaluate(graph, silence).outputs().stream().noneMatch(List::isEmpty);
  }

  private static int hop(SplittableRandom random, int size) {
    return switch (random.nextInt(4)) {
      case 0 -> size;
      case 1 -> size + random.nextInt(6);
      default -> random.nextInt(1, size + 1);
    };
  }

  /** The places of a chain of blocks, and of joins of distant ones. */
  private static List<Branch> body(SplittableRandom random, RandomLayers layers, int channels) {
    RandomBlocks blocks = new RandomBlocks(random, layers);
    List<Branch> branches = new ArrayList<>();
    branches.add(new Branch(NetworkGraph.INPUT, channels, 1, 0));
    int count = random.nextInt(1, 4);
    for (int i = 0; i < count && layers.count() < 24; i++) {
      Branch last = branches.get(branches.size() - 1);
      Branch next = blocks.any(last);
      Branch earlier = branches.get(random.nextInt(branches.size()));
      if (next.meets(earlier) && random.nextInt(3) == 0) {
        next = layers.concatenated(next, earlier);
      }
      branches.add(next.channels() > 8 ? layers.dense(next, 3) : next);
    }
    return branches;
  }

  private static NetworkGraph outputs(
      SplittableRandom random, NetworkGraph.Builder builder, List<Branch> leaving) {
    Set<String> sources = new HashSet<>();
    for (int i = 0; i < leaving.size(); i++) {
      String source = leaving.get(i).name();
      if (sources.add(source)) {
        builder.output("out" + i, source);
      }
    }
    NetworkGraph graph = needed(builder.build(), sources);
    if (random.nextBoolean()) {
      return graph;
    }
    List<NetworkGraph.Node> nodes = new ArrayList<>(graph.nodes());
    Collections.shuffle(nodes, new Random(random.nextLong()));
    return new NetworkGraph(graph.inputChannels(), nodes, graph.outputs());
  }

  /** The graph without layers that reach none of {@code sources}. */
  private static NetworkGraph needed(NetworkGraph graph, Set<String> sources) {
    Map<String, NetworkGraph.Node> nodes = new HashMap<>();
    graph.nodes().forEach(node -> nodes.put(node.layer().name(), node));
    Set<String> needed = new HashSet<>();
    List<String> open = new ArrayList<>(sources);
    while (!open.isEmpty()) {
      String name = open.remove(open.size() - 1);
      if (nodes.containsKey(name) && needed.add(name)) {
        open.addAll(nodes.get(name).inputs());
      }
    }
    List<NetworkGraph.Node> kept =
        graph.nodes().stream().filter(node -> needed.contains(node.layer().name())).toList();
    return new NetworkGraph(graph.inputChannels(), kept, graph.outputs());
  }
}
