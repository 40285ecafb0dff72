/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.plan;

import io.tapline.network.graph.NetworkGraph;
import io.tapline.network.graph.Window;
import io.tapline.network.layer.Execution;
import io.tapline.network.layer.Layer;
import io.tapline.network.layer.StreamShape;
import io.tapline.network.layer.StreamTiming;
import io.tapline.network.layer.convolution.Convolution;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Goes through the layers of a graph, each after those that it reads, checks them and has them
 * placed. It notes everything that keeps the graph from being a network, as far as an earlier
 * problem lets it be known.
 */
final class Planner {
  private static final long MAX_CHANNELS = 65535;

  private final List<String> problems;
  private final LayerCheck check;
  private final SizeCheck sizes;
  private final Placement placement;
  private final StreamShape input;
  private final List<NetworkLayer> layers = new ArrayList<>();
  private final Map<String, Integer> positions = new HashMap<>();

  /** Widths that are known of layers which have a problem: later layers have some of their own. */
  private final Map<String, Integer> widths = new HashMap<>();

  /**
   * @param window the windows; null for none
   * @param problems takes everything that is wrong
   */
  Planner(NetworkGraph graph, Window window, List<String> problems) {
    this.problems = problems;
    this.check = new LayerCheck(problems);
    this.sizes = new SizeCheck(problems);
    this.placement = new Placement(window, check, problems);
    int channels = graph.inputChannels();
    if (channels < 1) {
      problems.add("input needs at least one channel: channels=" + channels);
    }
    if (channels > MAX_CHANNELS) {
      problems.add("input has too many channels: maximum=" + MAX_CHANNELS + ", got=" + channels);
    }
    this.input =
        new StreamShape(
            channels, StreamTiming.INPUT, Execution.STREAMED, window == null ? 0 : window.size());
    for (NetworkGraph.Node node : GraphOrder.of(graph, problems)) {
      add(node);
    }
    sizes.checkSum();
  }

  /** The layers in the order in which they can run; of no use if there are problems. */
  List<NetworkLayer> layers() {
    return layers;
  }

  /** Position of the layer {@code name}; -1 for the network's input. */
  int position(String name) {
    return name.equals(NetworkGraph.INPUT) ? -1 : positions.get(name);
  }

  private void add(NetworkGraph.Node node) {
    Layer layer = node.layer();
    int[] channels =
        node.inputs().stream()
            .mapToInt(name -> widths.getOrDefault(name, inputWidth(name)))
            .toArray();
    boolean sound = check.check(layer, channels);
    widths.put(layer.name(), width(layer, channels));
    boolean inputsPlaced =
        node.inputs().stream()
            .allMatch(name -> name.equals(NetworkGraph.INPUT) || positions.containsKey(name));
    if (!sound || !inputsPlaced || widths.get(layer.name()) < 1) {
      return;
    }
    List<Integer> sources = node.inputs().stream().map(this::position).toList();
    List<StreamShape> inputs = sources.stream().map(this::flow).toList();
    int before = problems.size();
    NetworkLayer placed = placement.place(layer, sources, inputs, widths.get(layer.name()));
    if (placed != null) {
      // Known only now of a window that is flattened.
      widths.put(layer.name(), placed.outputChannels());
      sizes.check(placed);
    }
    if (problems.size() == before) {
      positions.put(layer.name(), layers.size());
      layers.add(placed);
    }
  }

  private int inputWidth(String name) {
    return name.equals(NetworkGraph.INPUT) ? Math.max(0, input.channels()) : 0;
  }

  private StreamShape flow(int source) {
    return source < 0 ? input : layers.get(source).output();
  }

  /** Channels of a layer's output; 0 where they cannot be known. */
  private int width(Layer layer, int... channels) {
    boolean known = Arrays.stream(channels).allMatch(width -> width > 0);
    if (!known) {
      return layer instanceof Convolution convolution ? Math.max(0, convolution.filters()) : 0;
    }
    return check.limitedChannels(layer, layer.outputChannels(channels), MAX_CHANNELS);
  }
}
