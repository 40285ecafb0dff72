/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models.onnx.simplify;

import io.tapline.network.graph.NetworkGraph;
import io.tapline.network.graph.NetworkGraph.Node;
import io.tapline.network.layer.Layer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A graph whose layers can be replaced and left out; nodes come after those that they read. */
final class Editable {
  private final int inputChannels;
  private final Map<String, Node> nodes = new LinkedHashMap<>();
  private final List<NetworkGraph.Output> outputs;
  private final Map<String, Integer> readers = new HashMap<>();
  private final Map<String, String> passed = new HashMap<>();

  Editable(NetworkGraph graph) {
    inputChannels = graph.inputChannels();
    outputs = graph.outputs();
    Map<String, Node> all = new HashMap<>();
    graph.nodes().forEach(node -> all.put(node.layer().name(), node));
    Set<String> needed = needed(all);
    for (Node node : graph.nodes()) {
      if (needed.contains(node.layer().name())) {
        nodes.put(node.layer().name(), node);
        node.inputs().forEach(input -> readers.merge(input, 1, Integer::sum));
      }
    }
    outputs.forEach(output -> readers.merge(output.source(), 1, Integer::sum));
  }

  /** The layers on which an output depends. */
  private Set<String> needed(Map<String, Node> all) {
    Deque<String> open = new ArrayDeque<>();
    outputs.forEach(output -> open.add(output.source()));
    Set<String> needed = new HashSet<>();
    while (!open.isEmpty()) {
      String name = open.poll();
      if (needed.add(name) && all.containsKey(name)) {
        open.addAll(all.get(name).inputs());
      }
    }
    return needed;
  }

  List<Node> nodes() {
    return List.copyOf(nodes.values());
  }

  /** The layer of this name; null for the network's input. */
  Layer layer(String name) {
    Node node = nodes.get(actual(name));
    return node == null ? null : node.layer();
  }

  /** What the layer of this name reads first. */
  String input(String name) {
    return actual(nodes.get(actual(name)).inputs().get(0));
  }

  boolean hasOneReader(String name) {
    return readers.getOrDefault(actual(name), 0) == 1;
  }

  /** Puts another layer of the same name in a layer's place, which reads {@code input}. */
  void replace(Layer layer, String input) {
    String from = actual(input);
    readers.merge(input(layer.name()), -1, Integer::sum);
    readers.merge(from, 1, Integer::sum);
    nodes.put(layer.name(), new Node(layer, List.of(from)));
  }

  /** Lets all who read {@code name} read what that one reads itself, its only reader. */
  void bypass(String name) {
    String input = input(name);
    readers.put(input, readers.getOrDefault(name, 0));
    nodes.remove(name);
    passed.put(name, input);
  }

  private String actual(String name) {
    String actual = name;
    while (passed.containsKey(actual)) {
      actual = passed.get(actual);
    }
    return actual;
  }

  NetworkGraph graph() {
    List<Node> kept = new ArrayList<>();
    for (Node node : nodes.values()) {
      kept.add(new Node(node.layer(), node.inputs().stream().map(this::actual).toList()));
    }
    List<NetworkGraph.Output> renamed =
        outputs.stream()
            .map(output -> new NetworkGraph.Output(output.name(), actual(output.source())))
            .toList();
    return new NetworkGraph(inputChannels, kept, renamed);
  }
}
