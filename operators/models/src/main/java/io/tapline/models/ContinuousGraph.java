/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models;

import io.tapline.network.graph.NetworkGraph;
import io.tapline.network.graph.NetworkGraph.Node;
import io.tapline.network.layer.Layer;
import io.tapline.network.layer.collapse.Repetition;
import io.tapline.network.layer.collapse.TimeCollapse;
import io.tapline.network.layer.recurrent.RecurrentLayer;
import io.tapline.network.layer.shape.TimeReversal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A network that gives the last step of a window, run over the stream instead: its recurrent layers
 * go on from frame to frame, and what they give leaves the network at each.
 */
final class ContinuousGraph {

  private ContinuousGraph() {}

  /**
   * The network without its last steps.
   *
   * @throws InvalidModelException with a line for each layer for which that means nothing
   */
  static NetworkGraph of(NetworkGraph graph) throws InvalidModelException {
    Map<String, Node> nodes = new LinkedHashMap<>();
    graph.nodes().forEach(node -> nodes.put(node.layer().name(), node));
    Map<String, String> replaced = new HashMap<>();
    List<String> problems = new ArrayList<>();
    for (Node node : nodes.values()) {
      Layer layer = node.layer();
      if (layer instanceof TimeReversal) {
        problems.add(problem("a layer reads windows backwards", layer));
      } else if (layer instanceof Repetition) {
        problems.add(problem("a layer makes a sequence of each window", layer));
      } else if (layer instanceof TimeCollapse collapse) {
        if (collapse.kind() != TimeCollapse.Kind.STEP || collapse.step() != -1) {
          problems.add(problem("a layer needs all frames of a window", layer));
        } else if (!readsRecurrent(nodes, node)) {
          problems.add(problem("the last step is not that of a recurrent layer", layer));
        }
        replaced.put(layer.name(), node.inputs().get(0));
      }
    }
    if (replaced.isEmpty() && problems.isEmpty()) {
      problems.add(
          "model cannot run with window continuous, its outputs keep time already: leave the window"
              + " out");
    }
    if (!problems.isEmpty()) {
      throw new InvalidModelException(problems);
    }
    return without(graph, replaced);
  }

  private static String problem(String reason, Layer layer) {
    return "model cannot run with window continuous, "
        + reason
        + "; run it in windows: layer="
        + layer.name()
        + ", type="
        + layer.type();
  }

  private static boolean readsRecurrent(Map<String, Node> nodes, Node start) {
    Set<String> seen = new HashSet<>();
    List<String> open = new ArrayList<>(start.inputs());
    while (!open.isEmpty()) {
      String name = open.remove(open.size() - 1);
      Node node = nodes.get(name);
      if (node != null && seen.add(name)) {
        if (node.layer() instanceof RecurrentLayer) {
          return true;
        }
        open.addAll(node.inputs());
      }
    }
    return false;
  }

  private static NetworkGraph without(NetworkGraph graph, Map<String, String> replaced) {
    List<Node> kept = new ArrayList<>();
    for (Node node : graph.nodes()) {
      if (!replaced.containsKey(node.layer().name())) {
        List<String> inputs = node.inputs().stream().map(name -> source(replaced, name)).toList();
        kept.add(new Node(node.layer(), inputs));
      }
    }
    List<NetworkGraph.Output> outputs =
        graph.outputs().stream()
            .map(o -> new NetworkGraph.Output(o.name(), source(replaced, o.source())))
            .toList();
    return new NetworkGraph(graph.inputChannels(), kept, outputs);
  }

  private static String source(Map<String, String> replaced, String name) {
    String source = name;
    while (replaced.containsKey(source)) {
      source = replaced.get(source);
    }
    return source;
  }
}
