/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models;

import io.tapline.network.graph.NetworkGraph;
import io.tapline.network.graph.NetworkGraph.Node;
import io.tapline.network.layer.Layer;
import io.tapline.network.layer.Taps;
import io.tapline.network.layer.plane.PlanePooling;
import io.tapline.network.layer.pooling.Pooling;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * Padding {@code same} with a stride, which depends on the length, for a stream, which has none: it
 * is that of the length that the model declares. Where it declares none, it is that of every length
 * that is a multiple of the stride.
 *
 * @param graph the graph with explicit padding
 * @param assumptions what was assumed of the length, a line for each layer
 */
record StreamPadding(NetworkGraph graph, List<String> assumptions) {

  static StreamPadding of(NetworkGraph graph, OptionalInt declared) {
    if (graph.nodes().stream().noneMatch(node -> node.layer().taps().dependOnLength())) {
      return new StreamPadding(graph, List.of());
    }
    List<Node> order;
    try {
      order = LayerOrder.of(graph);
    } catch (IllegalArgumentException e) {
      // Compiling the graph reports what is wrong with it.
      return new StreamPadding(graph, List.of());
    }
    Map<String, Long> lengths = new HashMap<>();
    declared.ifPresent(length -> lengths.put(NetworkGraph.INPUT, (long) length));
    List<String> assumptions = new ArrayList<>();
    List<Node> nodes = new ArrayList<>();
    for (Node node : order) {
      Long length = node.inputs().isEmpty() ? null : lengths.get(node.inputs().get(0));
      Layer layer = node.layer();
      if (layer.taps().dependOnLength()) {
        layer = forLength(layer, length == null ? layer.taps().stride() : length);
        if (length == null) {
          assumptions.add(
              "Layer \"%s\" pads as for lengths that are a multiple of %d frames of its input"
                  .formatted(layer.name(), layer.taps().stride()));
        }
      }
      if (length != null && layer.taps().stride() > 0) {
        lengths.put(layer.name(), layer.taps().outputs(length));
      }
      nodes.add(new Node(layer, node.inputs()));
    }
    return new StreamPadding(
        new NetworkGraph(graph.inputChannels(), nodes, graph.outputs()), assumptions);
  }

  private static Layer forLength(Layer layer, long length) {
    Taps taps = layer.taps().forLength(length);
    // A pooling keeps its partial windows.
    if (layer instanceof Pooling p) {
      return new Pooling(p.name(), p.kind(), taps, p.countPadding());
    }
    return layer instanceof PlanePooling p
        ? new PlanePooling(p.name(), p.kind(), taps, p.height(), p.countPadding())
        : Padded.with(layer, taps.stride(), taps.padding()).orElse(layer);
  }
}
