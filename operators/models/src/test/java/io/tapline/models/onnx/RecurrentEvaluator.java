/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models.onnx;

import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/**
 * LSTM, GRU and RNN as the operators' specification has them, in float64, for one sequence and one
 * direction; weights in the order of the file, of that direction.
 *
 * @param op the operator
 * @param units values of the hidden vector
 * @param functions f, g and h, or as many as the operator has
 * @param clip bound of what enters them
 * @param linearBeforeReset of GRU
 * @param inputForget of LSTM
 */
record RecurrentEvaluator(
    String op,
    int units,
    List<DoubleUnaryOperator> functions,
    double clip,
    boolean linearBeforeReset,
    boolean inputForget) {

  /** All hidden vectors, and the last cell. */
  record States(double[][] hidden, double[] cell) {}

  /**
   * @param b Wb then Rb
   * @param p i, o, f; zeros for none
   */
  States run(
      double[][] frames,
      double[] w,
      double[] r,
      double[] b,
      double[] p,
      double[] initialHidden,
      double[] initialCell) {
    double[] h = initialHidden;
    double[] c = initialCell.clone();
    double[][] sequence = new double[frames.length][];
    for (int t = 0; t < frames.length; t++) {
      double[] x = frames[t];
      h =
          switch (op) {
            case "LSTM" -> lstm(x, h, c, w, r, b, p);
            case "GRU" -> gru(x, h, w, r, b);
            default -> simple(x, h, w, r, b);
          };
      sequence[t] = h;
    }
    return new States(sequence, c);
  }

  private double[] lstm(
      double[] x, double[] h, double[] c, double[] w, double[] r, double[] b, double[] p) {
    double[] next = new double[units];
    for (int u = 0; u < units; u++) {
      double i = apply(0, x(x, w, b, u) + h(h, r, b, u) + p[u] * c[u]);
      double f =
          inputForget
              ? 1 - i
              : apply(
                  0,
                  x(x, w, b, 2 * units + u) + h(h, r, b, 2 * units + u) + p[2 * units + u] * c[u]);
      double g = apply(1, x(x, w, b, 3 * units + u) + h(h, r, b, 3 * units + u));
      c[u] = f * c[u] + i * g;
      double o = apply(0, x(x, w, b, units + u) + h(h, r, b, units + u) + p[units + u] * c[u]);
      next[u] = o * functions.get(2).applyAsDouble(c[u]);
    }
    return next;
  }

  private double[] gru(double[] x, double[] h, double[] w, double[] r, double[] b) {
    double[] next = new double[units];
    double[] reset = new double[units];
    for (int u = 0; u < units; u++) {
      reset[u] = apply(0, x(x, w, b, units + u) + h(h, r, b, units + u));
    }
    double[] kept = new double[units];
    Arrays.setAll(kept, u -> reset[u] * h[u]);
    for (int u = 0; u < units; u++) {
      double z = apply(0, x(x, w, b, u) + h(h, r, b, u));
      int row = 2 * units + u;
      double product = linearBeforeReset ? reset[u] * h(h, r, b, row) : h(kept, r, b, row);
      next[u] = (1 - z) * apply(1, x(x, w, b, row) + product) + z * h[u];
    }
    return next;
  }

  private double[] simple(double[] x, double[] h, double[] w, double[] r, double[] b) {
    double[] next = new double[units];
    Arrays.setAll(next, u -> apply(0, x(x, w, b, u) + h(h, r, b, u)));
    return next;
  }

  private double apply(int function, double x) {
    return functions.get(function).applyAsDouble(Math.max(-clip, Math.min(clip, x)));
  }

  private static double x(double[] x, double[] w, double[] b, int row) {
    double sum = b[row];
    for (int i = 0; i < x.length; i++) {
      sum += w[row * x.length + i] * x[i];
    }
    return sum;
  }

  private static double h(double[] h, double[] r, double[] b, int row) {
    double sum = b[b.length / 2 + row];
    for (int i = 0; i < h.length; i++) {
      sum += r[row * h.length + i] * h[i];
    }
    return sum;
  }
}
