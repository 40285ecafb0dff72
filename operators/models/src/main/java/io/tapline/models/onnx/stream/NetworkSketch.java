/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models.onnx.stream;

import io.tapline.convolution.NetworkGraph;
import io.tapline.convolution.NetworkGraph.Node;
import io.tapline.convolution.layer.Layer;
import io.tapline.models.onnx.model.Refusal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** The layers found so far, each with a name of its own. */
public final class NetworkSketch {
  private static final int MOST_LAYERS = 100_000;

  private final List<Node> nodes = new ArrayList<>();
  private final Set<String> names = new HashSet<>(Set.of(NetworkGraph.INPUT));

  /**
   * Adds a layer and gives its name.
   *
   * @param wanted the name it gets, or, where it is taken, one that begins so
   */
  public String add(String wanted, Function<String, Layer> layer, String... inputs) {
    if (nodes.size() == MOST_LAYERS) {
      throw new Refusal("network has too many layers: maximum=%d", MOST_LAYERS);
    }
    String name = wanted;
    for (int i = 2; !names.add(name); i++) {
      name = wanted + "_" + i;
    }
    nodes.add(new Node(layer.apply(name), List.of(inputs)));
    return name;
  }

  public List<Node> nodes() {
    return List.copyOf(nodes);
  }
}
