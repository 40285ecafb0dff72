/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.plan;

import io.tapline.network.graph.NetworkGraph;
import io.tapline.network.layer.LayerKind;
import io.tapline.network.layer.collapse.TimeCollapse;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Lets every output of a graph that runs in windows be one frame for each window: an output that
 * keeps time is flattened.
 */
final class WindowedOutputs {

  private WindowedOutputs() {}

  static NetworkGraph of(NetworkGraph graph, LayerKinds kinds) {
    Set<String> collapsed = leaving(graph, kinds);
    List<NetworkGraph.Node> nodes = new ArrayList<>(graph.nodes());
    List<NetworkGraph.Output> outputs = new ArrayList<>();
    for (NetworkGraph.Output output : graph.outputs()) {
      if (collapsed.contains(output.source())) {
        outputs.add(output);
      } else {
        String name = output.name() + ":flatten";
        nodes.add(
            new NetworkGraph.Node(
                TimeCollapse.of(name, TimeCollapse.Kind.FLATTEN_FRAMES), List.of(output.source())));
        outputs.add(new NetworkGraph.Output(output.name(), name));
      }
    }
    return new NetworkGraph(graph.inputChannels(), nodes, outputs);
  }

  /** Layers whose frames leave a window as they are: one for each. */
  private static Set<String> leaving(NetworkGraph graph, LayerKinds kinds) {
    Set<String> inside = Repetitions.keptInside(graph, kinds);
    Set<String> leaving = collapsed(graph, kinds);
    if (!inside.isEmpty()) {
      // What reads such a collapse is within the window as well, and has to be taken out of it.
      leaving.retainAll(lastCollapses(graph, kinds));
      leaving.removeAll(inside);
    }
    return leaving;
  }

  private static Set<String> lastCollapses(NetworkGraph graph, LayerKinds kinds) {
    return graph.nodes().stream()
        .filter(node -> kinds.bind(node.layer()).role() == LayerKind.Role.COLLAPSE)
        .map(node -> node.layer().name())
        .collect(Collectors.toSet());
  }

  /** Layers that collapse time, and those that read them and do not repeat it. */
  private static Set<String> collapsed(NetworkGraph graph, LayerKinds kinds) {
    Set<String> collapsed = new HashSet<>();
    boolean more = true;
    while (more) {
      more = false;
      for (NetworkGraph.Node node : graph.nodes()) {
        LayerKind.Role role = kinds.bind(node.layer()).role();
        boolean collapses =
            role == LayerKind.Role.COLLAPSE
                || role != LayerKind.Role.REPEAT
                    && node.inputs().stream().anyMatch(collapsed::contains);
        more |= collapses && collapsed.add(node.layer().name());
      }
    }
    return collapsed;
  }
}
