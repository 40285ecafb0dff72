/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models.keras;

import io.tapline.models.InvalidModelException;
import io.tapline.models.ModelLimits;
import io.tapline.network.graph.NetworkGraph;
import io.tapline.network.layer.Layer;
import io.tapline.network.layer.shape.ChannelSelection;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The network so far, and everything that is wrong with the file. */
final class NetworkDraft {
  /** Each time that a model is used, all of its configuration is read. */
  private static final int MAX_MODELS = 100;

  /** Layers that select channels hold an index for each; those of a sound model hold few. */
  private static final int MAX_SELECTED = 2_000_000;

  private final List<NetworkGraph.Node> nodes = new ArrayList<>();
  private final Set<String> names = new LinkedHashSet<>();
  private final Set<String> problems = new LinkedHashSet<>();
  private final Set<String> truths = new HashSet<>();
  private Signal input;
  private boolean slides;
  private boolean misread;
  private long selected;
  private int layers;
  private int models;

  NetworkDraft(Signal input) {
    this.input = input;
  }

  /** What enters the network: frames of channels, once it is known how a flat input is laid out. */
  Signal input() {
    return input;
  }

  /** Says how a window is laid out that enters the model as one axis; false if that was said. */
  boolean layOut(Signal window) {
    boolean first = input.isFlat();
    if (first) {
      input = window;
    }
    return first
        || (input.axes().equals(window.axes())
            && input.height() == window.height()
            && input.channels() == window.channels());
  }

  /** Says that a layer works along what was taken for time. */
  void slide() {
    slides = true;
  }

  /** Whether a layer works along what was taken for time, which shows that it is time. */
  boolean slides() {
    return slides;
  }

  /** Says that a layer does not take planes, so that the axes are likely others. */
  void misread() {
    misread = true;
  }

  boolean isMisread() {
    return misread;
  }

  int problemCount() {
    return problems.size();
  }

  List<String> problems() {
    return List.copyOf(problems);
  }

  /** Adds a layer, whose name must be free, and gives its name. */
  String add(Layer layer, List<String> inputs) {
    names.add(layer.name());
    nodes.add(new NetworkGraph.Node(layer, inputs));
    if (layer instanceof ChannelSelection selection) {
      selected += selection.channels().size();
    }
    return layer.name();
  }

  /** Whether layers of the file, each of which may become several, became too many. */
  boolean isFull() {
    return nodes.size() >= ModelLimits.MOST_LAYERS || selected > MAX_SELECTED;
  }

  /** Says that a layer gives 1 for true and 0 for false, and nothing else. */
  void truth(String name) {
    truths.add(name);
  }

  boolean isTruth(String name) {
    return truths.contains(name);
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
