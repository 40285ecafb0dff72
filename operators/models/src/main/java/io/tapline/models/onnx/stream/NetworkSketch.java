/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models.onnx.stream;

import io.tapline.models.ModelLimits;
import io.tapline.models.UniqueNames;
import io.tapline.models.onnx.model.Refusal;
import io.tapline.network.graph.NetworkGraph;
import io.tapline.network.graph.NetworkGraph.Node;
import io.tapline.network.layer.Layer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** The layers found so far, each with a name of its own. */
public final class NetworkSketch {
  private final boolean otherLength;
  private final List<Node> nodes = new ArrayList<>();
  private final UniqueNames names = UniqueNames.without(NetworkGraph.INPUT);

  /**
   * @param otherLength whether the network is to run in windows of another length than the file's
   */
  public NetworkSketch(boolean otherLength) {
    this.otherLength = otherLength;
  }

  boolean otherLength() {
    return otherLength;
  }

  /**
   * Adds a layer and gives its name.
   *
   * @param wanted the name it gets, or, where it is taken, one that begins so
   */
  public String add(String wanted, Function<String, Layer> layer, String... inputs) {
    if (nodes.size() == ModelLimits.MOST_LAYERS) {
      throw new Refusal("network has too many layers: maximum=%d", ModelLimits.MOST_LAYERS);
    }
    String name = names.take(wanted);
    nodes.add(new Node(layer.apply(name), List.of(inputs)));
    return name;
  }

  public List<Node> nodes() {
    return List.copyOf(nodes);
  }
}
