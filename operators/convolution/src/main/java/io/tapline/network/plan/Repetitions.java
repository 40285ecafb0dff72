/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.plan;

import io.tapline.network.graph.NetworkGraph;
import io.tapline.network.layer.LayerKind;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Where layers repeat what is left of a window, all collapses that others read stay within the
 * window: what follows is computed for each window at once, from its frames to its results.
 */
final class Repetitions {

  private Repetitions() {}

  /** Names of the collapses that are read within the window; none if no layer repeats. */
  static Set<String> keptInside(NetworkGraph graph, LayerKinds kinds) {
    if (graph.nodes().stream().noneMatch(node -> has(node, LayerKind.Role.REPEAT, kinds))) {
      return Set.of();
    }
    Set<String> read = new HashSet<>();
    graph.nodes().forEach(node -> read.addAll(node.inputs()));
    return graph.nodes().stream()
        .filter(node -> has(node, LayerKind.Role.COLLAPSE, kinds))
        .map(node -> node.layer().name())
        .filter(read::contains)
        .collect(Collectors.toSet());
  }

  private static boolean has(NetworkGraph.Node node, LayerKind.Role role, LayerKinds kinds) {
    return kinds.bind(node.layer()).role() == role;
  }
}
