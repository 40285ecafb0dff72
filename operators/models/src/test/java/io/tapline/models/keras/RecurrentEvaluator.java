/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models.keras;

import java.util.function.DoubleUnaryOperator;

/**
 * Recurrent layers as Keras' documentation has them, in float64: weights as {@code .h5} files have
 * them, and the sequence of hidden vectors that frames give.
 *
 * @param units values of the hidden vector
 * @param gate the recurrent activation
 * @param activation the other one
 */
record RecurrentEvaluator(int units, DoubleUnaryOperator gate, DoubleUnaryOperator activation) {
  static final DoubleUnaryOperator SIGMOID = x -> 1 / (1 + Math.exp(-x));
  static final DoubleUnaryOperator HARD_SIGMOID = x -> Math.min(1, Math.max(0, 0.2 * x + 0.5));

  static RecurrentEvaluator of(int units) {
    return new RecurrentEvaluator(units, SIGMOID, Math::tanh);
  }

  double[][] lstm(double[][] frames, float[] kernel, float[] recurrent, float[] bias) {
    double[] h = new double[units];
    double[] c = new double[units];
    double[][] sequence = new double[frames.length][];
    for (int t = 0; t < frames.length; t++) {
      double[] next = new double[units];
      for (int u = 0; u < units; u++) {
        double i = gate.applyAsDouble(sum(frames[t], h, kernel, recurrent, bias, 4, u));
        double f = gate.applyAsDouble(sum(frames[t], h, kernel, recurrent, bias, 4, units + u));
        double g =
            activation.applyAsDouble(sum(frames[t], h, kernel, recurrent, bias, 4, 2 * units + u));
        double o = gate.applyAsDouble(sum(frames[t], h, kernel, recurrent, bias, 4, 3 * units + u));
        c[u] = f * c[u] + i * g;
        next[u] = o * activation.applyAsDouble(c[u]);
      }
      h = next;
      sequence[t] = h;
    }
    return sequence;
  }

  /**
   * @param after whether the hidden vector is reset after its product; then there are two biases
   */
  double[][] gru(
      double[][] frames, float[] kernel, float[] recurrent, float[] bias, boolean after) {
    double[] h = new double[units];
    double[][] sequence = new double[frames.length][];
    int width = 3 * units;
    for (int t = 0; t < frames.length; t++) {
      double[] next = new double[units];
      double[] reset = new double[units];
      for (int u = 0; u < units; u++) {
        int column = units + u;
        double second = after ? bias[width + column] : 0;
        reset[u] =
            gate.applyAsDouble(sum(frames[t], h, kernel, recurrent, bias, 3, column) + second)
                * (after ? 1 : h[u]);
      }
      for (int u = 0; u < units; u++) {
        double second = after ? bias[width + u] : 0;
        double z = gate.applyAsDouble(sum(frames[t], h, kernel, recurrent, bias, 3, u) + second);
        int column = 2 * units + u;
        double[] none = new double[units];
        double input = sum(frames[t], none, kernel, recurrent, bias, 3, column);
        double product =
            sum(new double[0], after ? h : reset, kernel, recurrent, new float[0], 3, column);
        double candidate =
            after ? reset[u] * (product + bias[width + column]) + input : product + input;
        next[u] = z * h[u] + (1 - z) * activation.applyAsDouble(candidate);
      }
      h = next;
      sequence[t] = h;
    }
    return sequence;
  }

  double[][] simple(double[][] frames, float[] kernel, float[] recurrent, float[] bias) {
    double[] h = new double[units];
    double[][] sequence = new double[frames.length][];
    for (int t = 0; t < frames.length; t++) {
      double[] next = new double[units];
      for (int u = 0; u < units; u++) {
        next[u] = activation.applyAsDouble(sum(frames[t], h, kernel, recurrent, bias, 1, u));
      }
      h = next;
      sequence[t] = h;
    }
    return sequence;
  }

  private double sum(
      double[] x,
      double[] h,
      float[] kernel,
      float[] recurrent,
      float[] bias,
      int gates,
      int column) {
    int width = gates * units;
    double sum = bias.length > 0 ? bias[column] : 0;
    for (int i = 0; i < x.length; i++) {
      sum += x[i] * kernel[i * width + column];
    }
    for (int i = 0; i < units; i++) {
      sum += h[i] * recurrent[i * width + column];
    }
    return sum;
  }

  static double[][] reversed(double[][] frames) {
    double[][] reversed = new double[frames.length][];
    for (int t = 0; t < frames.length; t++) {
      reversed[t] = frames[frames.length - 1 - t];
    }
    return reversed;
  }
}
