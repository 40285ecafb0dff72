/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models.keras;

import io.tapline.models.InvalidModelException;
import io.tapline.models.ModelLimits;
import io.tapline.network.graph.NetworkGraph;
import io.tapline.network.layer.Layer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The network so far, and everything that is wrong with the file. */
final class NetworkDraft {
  /** Each time that a model is used, all of its configuration is read. */
  private static final int MAX_MODELS = 100;

  private final List<NetworkGraph.Node> nodes = new ArrayList<>();
  private final Set<String> names = new LinkedHashSet<>();
  private final Set<String> problems = new LinkedHashSet<>();
  private int layers;
  private int models;

  /** Adds a layer, whose name must be free, and gives its name. */
  String add(Layer layer, List<String> inputs) {
    names.add(layer.name());
    nodes.add(new NetworkGraph.Node(layer, inputs));
    return layer.name();
  }

  boolean has(String name) {
    return name.equals(NetworkGraph.INPUT) || names.contains(name);
  }

  void problem(String problem) {
    problems.add(problem);
  }

  /**
   * Accounts for the layers of a model. Models within models could name each other so often that
   * nobody is ever done with them.
   */
  void count(ModelConfig model) throws InvalidModelException {
    layers += Math.max(model.layers().size(), model.uses().size());
    models++;
    if (layers > ModelLimits.MOST_LAYERS || models > MAX_MODELS) {
      problem(
          "model has too many layers: maximum="
              + ModelLimits.MOST_LAYERS
              + ", models within it="
              + MAX_MODELS);
      refuseIfAnyProblem();
    }
  }

  void refuseIfAnyProblem() throws InvalidModelException {
    if (!problems.isEmpty()) {
      throw new InvalidModelException(List.copyOf(problems));
    }
  }

  List<NetworkGraph.Node> nodes() {
    return nodes;
  }
}
