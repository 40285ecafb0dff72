/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.graph;

import io.tapline.network.plan.NetworkOutput;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What must come out of a network, by the offline evaluator. */
final class OfflineOutputs {
  private static final double TOLERANCE = 1e-5;

  private final GraphCase graphCase;

  /** For each output its rows: in windows, a window's rows side by side. */
  private final List<List<Row>> expected;

  private final int frames;
  private final double largest;

  private OfflineOutputs(
      GraphCase graphCase, List<List<Row>> expected, int frames, double largest) {
    this.graphCase = graphCase;
    this.expected = expected;
    this.frames = frames;
    this.largest = largest;
  }

  /** Of the graph of the case over a recording, its own or another one. */
  static OfflineOutputs of(GraphCase graphCase, float[][] recording) {
    double[][] doubles = new double[recording.length][];
    for (int t = 0; t < recording.length; t++) {
      doubles[t] = new double[recording[t].length];
      for (int c = 0; c < recording[t].length; c++) {
        doubles[t][c] = recording[t][c];
      }
    }
    if (graphCase.window() == null) {
      Evaluation whole = OfflineEvaluator.evaluate(graphCase.graph(), doubles);
      return new OfflineOutputs(graphCase, whole.outputs(), doubles.length, whole.largest());
    }
    List<Evaluation> windows =
        OfflineEvaluator.evaluate(graphCase.graph(), graphCase.window(), doubles);
    double largest = windows.stream().mapToDouble(Evaluation::largest).max().orElse(0);
    return new OfflineOutputs(graphCase, sideBySide(graphCase, windows), doubles.length, largest);
  }

  private static List<List<Row>> sideBySide(GraphCase graphCase, List<Evaluation> windows) {
    List<List<Row>> outputs = new ArrayList<>();
    for (int output = 0; output < graphCase.graph().outputs().size(); output++) {
      List<Row> rows = new ArrayList<>();
      for (Evaluation window : windows) {
        double[] values =
            window.outputs().get(output).stream()
                .flatMapToDouble(row -> Arrays.stream(row.values()))
                .toArray();
        long last = (long) rows.size() * graphCase.window().hop() + graphCase.window().size() - 1;
        rows.add(new Row(values, last, last, false));
      }
      outputs.add(rows);
    }
    return outputs;
  }

  int rows() {
    return expected.stream().mapToInt(List::size).sum();
  }

  int rows(int output) {
    return expected.get(output).size();
  }

  /** What is wrong with {@code got}, in a line; null if nothing is. */
  String misfit(List<Collected.Emitted> got) {
    int[] seen = new int[expected.size()];
    for (Collected.Emitted emitted : got) {
      List<Row> rows = expected.get(emitted.output());
      int n = seen[emitted.output()]++;
      if (n >= rows.size()) {
        return "one output too many: " + emitted;
      }
      Row row = rows.get(n);
      if (!close(row.values(), emitted.values())) {
        return "row %d: expected %s, got %s".formatted(n, Arrays.toString(row.values()), emitted);
      }
      if (!comesInTime(n, row, emitted)) {
        return "row %d: certain with frame %d, padded=%s, got %s"
            .formatted(n, row.frame(), row.padded(), emitted);
      }
    }
    for (int output = 0; output < seen.length; output++) {
      int rows = expected.get(output).size();
      if (seen[output] != rows) {
        return "rows of output %d: expected %d, got %d".formatted(output, rows, seen[output]);
      }
    }
    return null;
  }

  /** By the largest magnitude in the network: it is that whose rounding arrives at the output. */
  private boolean close(double[] expected, float[] got) {
    if (expected.length != got.length) {
      return false;
    }
    for (int c = 0; c < expected.length; c++) {
      boolean nan = Double.isNaN(expected[c]) && Float.isNaN(got[c]);
      if (!nan && !(Math.abs(expected[c] - got[c]) <= TOLERANCE * Math.max(1, largest))) {
        return false;
      }
    }
    return true;
  }

  /**
   * No output comes before it is certain, and none after its declared delay and stride, or the
   * segment's last frame. Without padding it comes when it is certain; padding, which is certain
   * beforehand, waits for its turn.
   */
  private boolean comesInTime(int n, Row row, Collected.Emitted emitted) {
    NetworkOutput output = graphCase.network().outputs().get(emitted.output());
    long due = output.delay() + n * output.stride();
    boolean full = emitted.framesMissing() == 0;
    return emitted.frame() >= row.frame()
        && emitted.frame() <= Math.min(due, frames - 1)
        && emitted.framesMissing() >= 0
        && (row.padded() || (full && emitted.frame() == row.frame()));
  }
}
