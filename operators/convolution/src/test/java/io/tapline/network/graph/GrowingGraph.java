/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.graph;

import io.tapline.network.layer.Layer;

/** A graph that layers are added to, and the branches that come of them. */
final class GrowingGraph {
  private final NetworkGraph.Builder builder;
  private int layers;

  GrowingGraph(NetworkGraph.Builder builder) {
    this.builder = builder;
  }

  /** How many layers there are so far. */
  int count() {
    return layers;
  }

  /** A name that no other layer has. */
  String name(String kind) {
    layers++;
    return kind + layers;
  }

  /** A layer that keeps time. */
  Branch after(Branch from, Layer layer, int channels) {
    return after(from, layer, channels, 1, 0);
  }

  Branch after(Branch from, Layer layer, int channels, int stride, int excess) {
    builder.add(layer, from.name());
    return new Branch(
        layer.name(), channels, from.stride() * stride, from.excess() + from.stride() * excess);
  }

  /** A layer at which branches of equal rates and lengths meet. */
  Branch joined(Layer layer, int channels, Branch... branches) {
    String[] names = new String[branches.length];
    for (int i = 0; i < branches.length; i++) {
      names[i] = branches[i].name();
    }
    builder.add(layer, names);
    return new Branch(layer.name(), channels, branches[0].stride(), branches[0].excess());
  }
}
