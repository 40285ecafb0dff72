/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.bench;

import io.tapline.network.graph.NetworkGraph;
import io.tapline.network.layer.Layer;
import io.tapline.network.layer.recurrent.Lstm;
import java.util.ArrayList;
import java.util.List;

/** Stacked LSTM layers, with seeded random weights. */
final class RecurrentGraphs {
  static final int UNITS = 64;

  private static final int INPUTS = 15;

  private RecurrentGraphs() {}

  static NetworkGraph lstm(int layers) {
    RandomWeights random = new RandomWeights(5);
    List<Layer> stack = new ArrayList<>();
    int inputs = INPUTS;
    for (int layer = 1; layer <= layers; layer++) {
      stack.add(
          Lstm.named("lstm" + layer)
              .units(UNITS)
              .kernel(random.kernel(inputs, 4 * UNITS, 1))
              .recurrent(random.kernel(UNITS, 4 * UNITS, 1))
              .bias(random.bias(4 * UNITS))
              .build());
      inputs = UNITS;
    }
    return NetworkGraph.sequence(INPUTS, stack, "output");
  }
}
