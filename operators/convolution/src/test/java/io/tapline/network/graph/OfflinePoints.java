/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.graph;

import io.tapline.network.function.Arithmetic;
import io.tapline.network.function.Reduction;
import io.tapline.network.layer.Layer;
import io.tapline.network.layer.Weights;
import io.tapline.network.layer.activation.ParametricRelu;
import io.tapline.network.layer.activation.Softmax;
import io.tapline.network.layer.merge.ConstantArithmetic;
import io.tapline.network.layer.merge.Merge;
import io.tapline.network.layer.merge.Where;
import io.tapline.network.layer.normalization.BatchNormalization;
import io.tapline.network.layer.normalization.LayerNormalization;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;

/** The arithmetic of layers that see single frames. */
final class OfflinePoints {

  private OfflinePoints() {}

  static double[] merge(Merge layer, List<double[]> frames) {
    int channels = frames.stream().mapToInt(frame -> frame.length).max().orElseThrow();
    double[] y = new double[channels];
    for (int c = 0; c < channels; c++) {
      y[c] = channel(frames.get(0), c);
      for (double[] frame : frames.subList(1, frames.size())) {
        y[c] = of(layer.operation(), y[c], channel(frame, c));
      }
    }
    return y;
  }

  static double[] where(Where layer, List<double[]> frames) {
    int channels = (int) layer.outputChannels(frames.stream().mapToInt(f -> f.length).toArray());
    Iterator<double[]> branches = frames.iterator();
    double[][] operands = new double[3][];
    List<Weights> constants = List.of(layer.condition(), layer.whenTrue(), layer.whenFalse());
    for (int i = 0; i < operands.length; i++) {
      operands[i] = constants.get(i).isEmpty() ? branches.next() : doubles(constants.get(i));
    }
    double[] y = new double[channels];
    for (int c = 0; c < channels; c++) {
      y[c] = channel(operands[channel(operands[0], c) != 0 ? 1 : 2], c);
    }
    return y;
  }

  static double[] concatenation(List<double[]> frames) {
    return frames.stream().flatMapToDouble(Arrays::stream).toArray();
  }

  static double[] constantArithmetic(ConstantArithmetic layer, double[] x) {
    double[] constants = doubles(layer.constants());
    double[] y = new double[Math.max(x.length, constants.length)];
    for (int c = 0; c < y.length; c++) {
      double value = channel(x, c);
      double constant = channel(constants, c);
      y[c] =
          layer.constantFirst()
              ? of(layer.operation(), constant, value)
              : of(layer.operation(), value, constant);
    }
    return y;
  }

  static double[] batchNormalization(BatchNormalization layer, double[] x) {
    double[] y = new double[x.length];
    for (int c = 0; c < x.length; c++) {
      double deviation = Math.sqrt((double) layer.variance().get(c) + layer.epsilon());
      y[c] = (x[c] - layer.mean().get(c)) / deviation * layer.gamma().get(c) + layer.beta().get(c);
    }
    return y;
  }

  static double[] layerNormalization(LayerNormalization layer, double[] x) {
    double mean = reduced(Reduction.AVERAGE, x);
    double[] squares = Arrays.stream(x).map(value -> (value - mean) * (value - mean)).toArray();
    double deviation = Math.sqrt(reduced(Reduction.AVERAGE, squares) + layer.epsilon());
    double[] y = new double[x.length];
    for (int c = 0; c < x.length; c++) {
      double gamma = layer.gamma().isEmpty() ? 1 : layer.gamma().get(c);
      double beta = layer.beta().isEmpty() ? 0 : layer.beta().get(c);
      y[c] = (x[c] - mean) / deviation * gamma + beta;
    }
    return y;
  }

  static double[] parametricRelu(ParametricRelu layer, double[] x) {
    double[] alpha = doubles(layer.alpha());
    double[] y = new double[x.length];
    for (int c = 0; c < x.length; c++) {
      y[c] = x[c] >= 0 ? x[c] : channel(alpha, c) * x[c];
    }
    return y;
  }

  static double[] softmax(Softmax layer, double[] x) {
    double largest = reduced(Reduction.MAX, x);
    double sum = 0;
    for (double value : x) {
      sum += Math.exp(value - largest);
    }
    double logarithm = largest + Math.log(sum);
    return Arrays.stream(x)
        .map(value -> layer.logarithm() ? value - logarithm : Math.exp(value - logarithm))
        .toArray();
  }

  static double reduced(Reduction kind, double[] values) {
    double sum = 0;
    double largest = Double.NEGATIVE_INFINITY;
    double least = Double.POSITIVE_INFINITY;
    for (double value : values) {
      sum += value;
      largest = Math.max(largest, value);
      least = Math.min(least, value);
    }
    return switch (kind) {
      case AVERAGE -> sum / values.length;
      case SUM -> sum;
      case MAX -> largest;
      case MIN -> least;
    };
  }

  /** How many constants a layer has, one for each value of a frame; 0 if it has none. */
  static int constants(Layer layer) {
    if (layer instanceof ConstantArithmetic arithmetic) {
      return arithmetic.constants().size();
    }
    return layer instanceof ParametricRelu relu ? relu.alpha().size() : 0;
  }

  private static double of(Arithmetic operation, double a, double b) {
    return switch (operation) {
      case ADD -> a + b;
      case SUBTRACT -> a - b;
      case MULTIPLY -> a * b;
      case DIVIDE -> a / b;
      case MAXIMUM -> Math.max(a, b);
      case MINIMUM -> Math.min(a, b);
      default -> throw new AssertionError("no offline rule for operation: " + operation);
    };
  }

  /** A single value stands for all channels. */
  private static double channel(double[] values, int channel) {
    return values.length == 1 ? values[0] : values[channel];
  }

  private static double[] doubles(Weights weights) {
    double[] values = new double[weights.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = weights.get(i);
    }
    return values;
  }
}
