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

/**
 * Lets every output of a graph that runs in windows be one frame for each window: an output that
 * keeps time is flattened.
 */
final class WindowedOutputs {

  private WindowedOutputs() {}

  static NetworkGraph of(NetworkGraph graph, LayerKinds kinds) {
    Set<String> collapsed = collapsed(graph, kinds);
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

  /** Layers that collapse time, and those that read them. */
  private static Set<String> collapsed(NetworkGraph graph, LayerKinds kinds) {
    Set<String> collapsed = new HashSet<>();
    boolean more = true;
    while (more) {
      more = false;
      for (NetworkGraph.Node node : graph.nodes()) {
        boolean collapses =
            kinds.bind(node.layer()).role() == LayerKind.Role.COLLAPSE
                || node.inputs().stream().anyMatch(collapsed::contains);
        more |= collapses && collapsed.add(node.layer().name());
      }
    }
    return collapsed;
  }
}
