/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.graph;

import io.tapline.network.layer.Layer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a network gives offline: every layer over the whole recording at once, in float64. It shares
 * nothing with the engine but the words of the layers' Javadoc; where it can be plain or fast, it
 * is plain.
 */
final class OfflineEvaluator {
  private final Map<String, NetworkGraph.Node> nodes = new HashMap<>();
  private final Map<String, List<Row>> evaluated = new HashMap<>();
  private final long lastFrame;

  private OfflineEvaluator(NetworkGraph graph, double[][] recording) {
    lastFrame = recording.length - 1L;
    List<Row> input = new ArrayList<>();
    for (int t = 0; t < recording.length; t++) {
      input.add(new Row(recording[t], t, t, false));
    }
    evaluated.put(NetworkGraph.INPUT, input);
    for (NetworkGraph.Node node : graph.nodes()) {
      nodes.put(node.layer().name(), node);
    }
  }

  /** The rows of each output over a recording [time][channels]. */
  static Evaluation evaluate(NetworkGraph graph, double[][] recording) {
    OfflineEvaluator evaluator = new OfflineEvaluator(graph, recording);
    List<List<Row>> outputs = new ArrayList<>();
    for (NetworkGraph.Output output : graph.outputs()) {
      outputs.add(evaluator.rows(output.source()));
    }
    return new Evaluation(outputs, evaluator.largest());
  }

  /** The same with each window a recording of its own; {@code newest} counts from its start. */
  static List<Evaluation> evaluate(NetworkGraph graph, Window window, double[][] recording) {
    List<Evaluation> evaluations = new ArrayList<>();
    for (int start = 0; start + window.size() <= recording.length; start += window.hop()) {
      double[][] frames = new double[window.size()][];
      for (int t = 0; t < window.size(); t++) {
        frames[t] = recording[start + t];
      }
      evaluations.add(evaluate(graph, frames));
    }
    return evaluations;
  }

  private List<Row> rows(String name) {
    List<Row> rows = evaluated.get(name);
    if (rows == null) {
      rows = evaluate(nodes.get(name));
      evaluated.put(name, rows);
    }
    return rows;
  }

  private List<Row> evaluate(NetworkGraph.Node node) {
    Layer layer = node.layer();
    List<List<Row>> inputs = new ArrayList<>();
    for (String input : node.inputs()) {
      inputs.add(rows(input));
    }
    // Too few frames for one layer are too few for all that read it.
    for (List<Row> input : inputs) {
      if (input.isEmpty()) {
        return List.of();
      }
    }
    return OfflinePlanes.apply(layer, inputs, height(node.inputs().get(0)), lastFrame);
  }

  private int height(String name) {
    return name.equals(NetworkGraph.INPUT)
        ? 1
        : OfflinePlanes.outputHeight(
            nodes.get(name).layer(), height(nodes.get(name).inputs().get(0)));
  }

  private double largest() {
    double largest = 0;
    for (List<Row> rows : evaluated.values()) {
      for (Row row : rows) {
        for (double value : row.values()) {
          largest = Double.isNaN(value) ? largest : Math.max(largest, Math.abs(value));
        }
      }
    }
    return largest;
  }
}
