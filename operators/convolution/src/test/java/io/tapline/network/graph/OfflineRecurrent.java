/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.graph;

import io.tapline.network.function.Activation;
import io.tapline.network.layer.Weights;
import io.tapline.network.layer.recurrent.Gru;
import io.tapline.network.layer.recurrent.Lstm;
import io.tapline.network.layer.recurrent.RecurrentLayer;
import io.tapline.network.layer.recurrent.SimpleRnn;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Recurrent layers from the first row to the last, in float64: each row depends on all before. */
final class OfflineRecurrent {
  private final RecurrentLayer layer;
  private final int units;
  private double[] hidden;
  private double[] cell;

  private OfflineRecurrent(RecurrentLayer layer) {
    this.layer = layer;
    this.units = layer.units();
    this.hidden = orZeros(layer.initialHidden());
    this.cell = layer instanceof Lstm lstm ? orZeros(lstm.initialCell()) : null;
  }

  static List<Row> of(RecurrentLayer layer, List<Row> input) {
    OfflineRecurrent recurrent = new OfflineRecurrent(layer);
    List<Row> rows = new ArrayList<>();
    for (int t = 0; t < input.size(); t++) {
      rows.add(Row.of(input.subList(0, t + 1), recurrent.next(input.get(t).values())));
    }
    return rows;
  }

  private double[] next(double[] x) {
    if (layer instanceof Lstm lstm) {
      return next(lstm, x);
    }
    if (layer instanceof Gru gru) {
      return next(gru, x);
    }
    if (layer instanceof SimpleRnn simple) {
      return next(simple, x);
    }
    throw new AssertionError("no offline rule for layer: " + layer);
  }

  private double[] next(Lstm lstm, double[] x) {
    double[] nextHidden = new double[units];
    double[] nextCell = new double[units];
    for (int u = 0; u < units; u++) {
      double i = gate(lstm, 0, x, u, peephole(lstm, 0, u, cell));
      double f = lstm.coupled() ? 1 - i : gate(lstm, 1, x, u, peephole(lstm, 1, u, cell));
      double candidate = bounded(input(x, 2, u) + recurrent(hidden, 2, u));
      nextCell[u] = f * cell[u] + i * apply(lstm.activation(), candidate);
      double o = gate(lstm, 3, x, u, peephole(lstm, 2, u, nextCell));
      nextHidden[u] = o * apply(lstm.outputActivation(), nextCell[u]);
    }
    hidden = nextHidden;
    cell = nextCell;
    if (lstm.emits() == Lstm.Emission.HIDDEN) {
      return hidden;
    }
    double[] both = Arrays.copyOf(hidden, 2 * units);
    System.arraycopy(cell, 0, both, units, units);
    return both;
  }

  private double[] next(Gru gru, double[] x) {
    double[] reset = new double[units];
    for (int u = 0; u < units; u++) {
      reset[u] = gate(gru, 1, x, u) * hidden[u];
    }
    double[] next = new double[units];
    for (int u = 0; u < units; u++) {
      double z = gate(gru, 0, x, u);
      double past =
          gru.resetAfter()
              ? gate(gru, 1, x, u) * (recurrent(hidden, 2, u) + recurrentBias(gru, 2, u))
              : recurrent(reset, 2, u);
      double candidate = apply(gru.activation(), bounded(input(x, 2, u) + past));
      next[u] = z * hidden[u] + (1 - z) * candidate;
    }
    hidden = next;
    return next;
  }

  private double gate(Gru gru, int gate, double[] x, int u) {
    double past = recurrent(hidden, gate, u) + recurrentBias(gru, gate, u);
    return apply(gru.recurrentActivation(), bounded(input(x, gate, u) + past));
  }

  private double recurrentBias(Gru gru, int gate, int u) {
    return gru.recurrentBias().isEmpty() ? 0 : gru.recurrentBias().get(gate * units + u);
  }

  private double[] next(SimpleRnn simple, double[] x) {
    double[] next = new double[units];
    Arrays.setAll(
        next, u -> apply(simple.activation(), bounded(input(x, 0, u) + recurrent(hidden, 0, u))));
    hidden = next;
    return next;
  }

  private double gate(Lstm lstm, int gate, double[] x, int u, double peephole) {
    return apply(
        lstm.recurrentActivation(),
        bounded(input(x, gate, u) + recurrent(hidden, gate, u) + peephole));
  }

  private double peephole(Lstm lstm, int which, int u, double[] seen) {
    return lstm.peepholes().isEmpty() ? 0 : lstm.peepholes().get(which * units + u) * seen[u];
  }

  private double input(double[] x, int gate, int u) {
    int column = gate * units + u;
    double sum = layer.bias().isEmpty() ? 0 : layer.bias().get(column);
    return sum + product(x, layer.kernel(), column);
  }

  private double recurrent(double[] h, int gate, int u) {
    return product(h, layer.recurrent(), gate * units + u);
  }

  private static double product(double[] x, Weights weights, int column) {
    int columns = weights.size() / x.length;
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      sum += x[i] * weights.get(i * columns + column);
    }
    return sum;
  }

  private double bounded(double x) {
    return Math.max(-layer.clip(), Math.min(layer.clip(), x));
  }

  private static double apply(Activation activation, double x) {
    return OfflineActivations.apply(activation, x);
  }

  private double[] orZeros(Weights initial) {
    double[] values = new double[units];
    Arrays.setAll(values, u -> initial.isEmpty() ? 0 : initial.get(u));
    return values;
  }
}
