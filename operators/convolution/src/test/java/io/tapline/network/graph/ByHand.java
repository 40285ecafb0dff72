/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.graph;

import io.tapline.network.layer.Layer;
import java.util.List;

/**
 * Small recordings and what the evaluator makes of them, for examples worked out by hand: a wrong
 * oracle proves nothing.
 */
final class ByHand {

  private ByHand() {}

  static double[] series(Layer layer, double... x) {
    double[][] recording = new double[x.length][];
    for (int t = 0; t < x.length; t++) {
      recording[t] = frame(x[t]);
    }
    return column(evaluate(NetworkGraph.sequence(1, List.of(layer), "y"), recording), 0);
  }

  static List<double[]> rows(Layer layer, double[]... recording) {
    return values(
        evaluate(NetworkGraph.sequence(recording[0].length, List.of(layer), "y"), recording), 0);
  }

  static Evaluation evaluate(NetworkGraph graph, double[]... recording) {
    return OfflineEvaluator.evaluate(graph, recording);
  }

  static List<double[]> values(Evaluation evaluation, int output) {
    return evaluation.outputs().get(output).stream().map(Row::values).toList();
  }

  static double[] column(Evaluation evaluation, int output) {
    return evaluation.outputs().get(output).stream().mapToDouble(row -> row.values()[0]).toArray();
  }

  static double[] frame(double... values) {
    return values;
  }
}
