/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models;

import io.tapline.network.graph.NetworkGraph;
import io.tapline.network.graph.NetworkGraph.Node;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The layers of a graph in the order of a file: each below all that it reads. */
final class LayerOrder {

  private LayerOrder() {}

  /**
   * The layers in that order; a graph whose layers stand so already keeps its order.
   *
   * @throws IllegalArgumentException if there is none: if layers read each other in a circle, or
   *     what is not there
   */
  static List<Node> of(NetworkGraph graph) {
    Set<String> above = new HashSet<>(Set.of(NetworkGraph.INPUT));
    List<Node> ordered = new ArrayList<>();
    List<Node> waiting = graph.nodes();
    while (!waiting.isEmpty()) {
      List<Node> stillWaiting = new ArrayList<>();
      for (Node node : waiting) {
        if (above.containsAll(node.inputs())) {
          above.add(node.layer().name());
          ordered.add(node);
        } else {
          stillWaiting.add(node);
        }
      }
      if (stillWaiting.size() == waiting.size()) {
        throw new IllegalArgumentException(
            "layers read each other in a circle, or what is not there: layers="
                + waiting.stream().map(node -> node.layer().name()).toList());
      }
      waiting = stillWaiting;
    }
    return ordered;
  }
}
