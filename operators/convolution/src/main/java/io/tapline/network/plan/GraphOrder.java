/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.plan;

import io.tapline.network.graph.NetworkGraph;
import io.tapline.network.layer.InputCount;
import io.tapline.network.layer.Layer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Puts the nodes of a graph in an order in which each comes after those that it reads, and as its
 * author listed them otherwise. Nodes that no output depends on are left out.
 */
final class GraphOrder {
  private final Map<String, NetworkGraph.Node> nodes = new LinkedHashMap<>();
  private final LayerKinds kinds;
  private final List<String> problems;

  private GraphOrder(LayerKinds kinds, List<String> problems) {
    this.kinds = kinds;
    this.problems = problems;
  }

  /**
   * @param problems takes everything that keeps the nodes from being a graph
   * @return the nodes in order, as far as problems let it be known
   */
  static List<NetworkGraph.Node> of(NetworkGraph graph, LayerKinds kinds, List<String> problems) {
    GraphOrder order = new GraphOrder(kinds, problems);
    int before = problems.size();
    order.take(graph);
    boolean sound = problems.size() == before;
    // Where something is wrong, it is not known what the outputs depend on.
    Set<String> needed = sound ? order.needed(graph) : order.nodes.keySet();
    return order.sort(
        graph.nodes().stream().filter(node -> needed.contains(node.layer().name())).toList());
  }

  private void take(NetworkGraph graph) {
    if (graph.nodes().isEmpty()) {
      problems.add("network needs at least one layer: layers=0");
    }
    for (NetworkGraph.Node node : graph.nodes()) {
      String name = node.layer().name();
      if (name.equals(NetworkGraph.INPUT)) {
        problems.add("layer must have another name, the network's input has it: layer=" + name);
      } else if (nodes.putIfAbsent(name, node) != null) {
        problems.add("layer names must differ: layer=" + name);
      }
    }
    for (NetworkGraph.Node node : graph.nodes()) {
      checkInputs(node);
    }
    if (graph.outputs().isEmpty()) {
      problems.add("network needs at least one output: outputs=0");
    }
    Set<String> names = new HashSet<>();
    for (NetworkGraph.Output output : graph.outputs()) {
      if (!names.add(output.name())) {
        problems.add("output names must differ: output=" + output.name());
      }
      if (!known(output.source())) {
        problems.add(
            "output is of a layer that does not exist: output="
                + output.name()
                + ", layer="
                + output.source());
      }
    }
  }

  private void checkInputs(NetworkGraph.Node node) {
    Layer layer = node.layer();
    for (String input : node.inputs()) {
      if (!known(input)) {
        problems.add(
            "layer reads another that does not exist: layer=" + layer.name() + ", input=" + input);
      }
    }
    InputCount expected = kinds.bind(layer).inputCount();
    int got = node.inputs().size();
    if (!expected.allows(got)) {
      problems.add(
          "layer has the wrong number of inputs: layer="
              + layer.name()
              + ", expected="
              + expected
              + ", got="
              + got);
    }
  }

  private boolean known(String source) {
    return source.equals(NetworkGraph.INPUT) || nodes.containsKey(source);
  }

  private List<NetworkGraph.Node> sort(List<NetworkGraph.Node> needed) {
    List<NetworkGraph.Node> sorted = new ArrayList<>();
    Set<String> waitedFor = new HashSet<>();
    needed.forEach(node -> waitedFor.add(node.layer().name()));
    List<NetworkGraph.Node> rest = needed;
    // As many rounds as the author's order has steps back, which is one for most.
    while (!rest.isEmpty()) {
      List<NetworkGraph.Node> later = new ArrayList<>();
      for (NetworkGraph.Node node : rest) {
        if (node.inputs().stream().noneMatch(waitedFor::contains)) {
          sorted.add(node);
          waitedFor.remove(node.layer().name());
        } else {
          later.add(node);
        }
      }
      if (later.size() == rest.size()) {
        problems.add("layers read each other in a circle: layer=" + rest.get(0).layer().name());
        return sorted;
      }
      rest = later;
    }
    return sorted;
  }

  private Set<String> needed(NetworkGraph graph) {
    Set<String> needed = new HashSet<>();
    Deque<String> open = new ArrayDeque<>();
    graph.outputs().forEach(output -> open.add(output.source()));
    while (!open.isEmpty()) {
      String name = open.pop();
      if (!name.equals(NetworkGraph.INPUT) && needed.add(name)) {
        open.addAll(nodes.get(name).inputs());
      }
    }
    return needed;
  }
}
