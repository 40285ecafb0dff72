/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.graph;

import io.tapline.network.function.Activation;
import io.tapline.network.function.Reduction;
import io.tapline.network.graph.OfflineKernels.Kernel;
import io.tapline.network.graph.OfflineKernels.Place;
import io.tapline.network.graph.OfflineKernels.Tap;
import io.tapline.network.layer.Layer;
import io.tapline.network.layer.activation.ActivationLayer;
import io.tapline.network.layer.activation.ParametricRelu;
import io.tapline.network.layer.activation.Softmax;
import io.tapline.network.layer.collapse.Repetition;
import io.tapline.network.layer.collapse.TimeCollapse;
import io.tapline.network.layer.convolution.Convolution;
import io.tapline.network.layer.convolution.DepthwiseConvolution;
import io.tapline.network.layer.merge.Concatenation;
import io.tapline.network.layer.merge.ConstantArithmetic;
import io.tapline.network.layer.merge.Merge;
import io.tapline.network.layer.merge.Where;
import io.tapline.network.layer.normalization.BatchNormalization;
import io.tapline.network.layer.normalization.LayerNormalization;
import io.tapline.network.layer.pooling.Pooling;
import io.tapline.network.layer.recurrent.RecurrentLayer;
import io.tapline.network.layer.shape.ChannelReduction;
import io.tapline.network.layer.shape.ChannelSelection;
import io.tapline.network.layer.shape.TimePadding;
import io.tapline.network.layer.shape.TimeReversal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;

/** Each layer over whole tensors of at least one row. */
final class OfflineLayers {

  private OfflineLayers() {}

  static List<Row> apply(Layer layer, List<List<Row>> inputs, long lastFrame) {
    List<Row> input = inputs.get(0);
    if (layer instanceof Convolution convolution) {
      return overTime(
          OfflineKernels.of(input, convolution.taps(), 0, lastFrame),
          taps -> convolution(convolution, taps));
    }
    if (layer instanceof DepthwiseConvolution convolution) {
      return overTime(
          OfflineKernels.of(input, convolution.taps(), 0, lastFrame),
          taps -> depthwise(convolution, taps));
    }
    if (layer instanceof Pooling pooling) {
      return overTime(
          OfflineKernels.of(input, pooling.taps(), 0, lastFrame), taps -> pooling(pooling, taps));
    }
    if (layer instanceof TimePadding padding) {
      return overTime(
          OfflineKernels.of(input, padding.taps(), padding.value(), lastFrame),
          taps -> taps.get(0).row().values());
    }
    if (layer instanceof TimeCollapse collapse) {
      return List.of(collapse(collapse, input));
    }
    if (layer instanceof Repetition repetition) {
      return Collections.nCopies(repetition.count(), input.get(0));
    }
    if (layer instanceof TimeReversal) {
      return reversed(input);
    }
    if (layer instanceof RecurrentLayer recurrent) {
      return OfflineRecurrent.of(recurrent, input);
    }
    if (layer instanceof Merge merge) {
      return byIndex(inputs, frames -> OfflinePoints.merge(merge, frames));
    }
    if (layer instanceof Where where) {
      return byIndex(inputs, frames -> OfflinePoints.where(where, frames));
    }
    if (layer instanceof Concatenation) {
      return byIndex(inputs, OfflinePoints::concatenation);
    }
    return byIndex(inputs, frames -> point(layer, frames.get(0)));
  }

  /** Layers that see one frame of one input. */
  private static double[] point(Layer layer, double[] x) {
    if (layer instanceof ActivationLayer activation) {
      return each(x, activation.activation());
    }
    if (layer instanceof BatchNormalization normalization) {
      return OfflinePoints.batchNormalization(normalization, x);
    }
    if (layer instanceof LayerNormalization normalization) {
      return OfflinePoints.layerNormalization(normalization, x);
    }
    if (layer instanceof ParametricRelu relu) {
      return OfflinePoints.parametricRelu(relu, x);
    }
    if (layer instanceof Softmax softmax) {
      return OfflinePoints.softmax(softmax, x);
    }
    if (layer instanceof ConstantArithmetic arithmetic) {
      return OfflinePoints.constantArithmetic(arithmetic, x);
    }
    if (layer instanceof ChannelSelection selection) {
      return selection.channels().stream().mapToDouble(channel -> x[channel]).toArray();
    }
    if (layer instanceof ChannelReduction reduction) {
      return new double[] {OfflinePoints.reduced(reduction.kind(), x)};
    }
    throw new AssertionError("no offline rule for layer: " + layer);
  }

  private static List<Row> overTime(List<Kernel> kernels, Function<List<Tap>, double[]> layer) {
    List<Row> rows = new ArrayList<>();
    for (Kernel kernel : kernels) {
      rows.add(kernel.row(layer.apply(kernel.taps())));
    }
    return rows;
  }

  /** Row j of every input together. */
  private static List<Row> byIndex(
      List<List<Row>> inputs, Function<List<double[]>, double[]> layer) {
    List<Row> rows = new ArrayList<>();
    for (int j = 0; j < inputs.get(0).size(); j++) {
      List<Row> seen = new ArrayList<>();
      for (List<Row> input : inputs) {
        if (input.size() != inputs.get(0).size()) {
          throw new AssertionError(
              "lengths differ: first=" + inputs.get(0).size() + ", other=" + input.size());
        }
        seen.add(input.get(j));
      }
      rows.add(Row.of(seen, layer.apply(seen.stream().map(Row::values).toList())));
    }
    return rows;
  }

  private static double[] each(double[] x, Activation activation) {
    double[] y = new double[x.length];
    for (int c = 0; c < x.length; c++) {
      y[c] = OfflineActivations.apply(activation, x[c]);
    }
    return y;
  }

  private static double[] convolution(Convolution layer, List<Tap> taps) {
    int inputs = taps.get(0).row().values().length;
    int filters = layer.filters();
    int inputsOfGroup = inputs / layer.groups();
    int filtersOfGroup = filters / layer.groups();
    double[] y = new double[filters];
    for (int f = 0; f < filters; f++) {
      int group = f / filtersOfGroup;
      y[f] = layer.bias().isEmpty() ? 0 : layer.bias().get(f);
      for (int i = 0; i < layer.kernelSize(); i++) {
        for (int c = 0; c < inputsOfGroup; c++) {
          double weight = layer.kernel().get((i * inputsOfGroup + c) * filters + f);
          y[f] += weight * taps.get(i).row().values()[group * inputsOfGroup + c];
        }
      }
    }
    return each(y, layer.activation());
  }

  private static double[] depthwise(DepthwiseConvolution layer, List<Tap> taps) {
    int channels = taps.get(0).row().values().length;
    int multiplier = layer.depthMultiplier();
    double[] y = new double[channels * multiplier];
    for (int c = 0; c < channels; c++) {
      for (int m = 0; m < multiplier; m++) {
        int f = c * multiplier + m;
        y[f] = layer.bias().isEmpty() ? 0 : layer.bias().get(f);
        for (int i = 0; i < layer.kernelSize(); i++) {
          double weight = layer.kernel().get((i * channels + c) * multiplier + m);
          y[f] += weight * taps.get(i).row().values()[c];
        }
      }
    }
    return each(y, layer.activation());
  }

  private static double[] pooling(Pooling layer, List<Tap> taps) {
    int channels = taps.get(0).row().values().length;
    double[] y = new double[channels];
    for (int c = 0; c < channels; c++) {
      double largest = Double.NEGATIVE_INFINITY;
      double sum = 0;
      int counted = 0;
      for (Tap tap : taps) {
        if (tap.place() == Place.INPUT) {
          largest = Math.max(largest, tap.row().values()[c]);
          sum += tap.row().values()[c];
        }
        boolean counts =
            tap.place() == Place.INPUT || (tap.place() == Place.PADDING && layer.countPadding());
        counted += counts ? 1 : 0;
      }
      y[c] = layer.kind() == Pooling.Kind.MAX ? largest : sum / counted;
    }
    return y;
  }

  /** Each row waits for the last one. */
  private static List<Row> reversed(List<Row> input) {
    List<Row> rows = new ArrayList<>();
    for (Row row : input) {
      rows.add(0, Row.of(input, row.values()));
    }
    return rows;
  }

  private static Row collapse(TimeCollapse layer, List<Row> input) {
    int length = input.size();
    int channels = input.get(0).values().length;
    if (layer.kind() == TimeCollapse.Kind.STEP) {
      return input.get(layer.step() < 0 ? length + layer.step() : layer.step());
    }
    if (layer.flattens()) {
      double[] flat = new double[length * channels];
      for (int t = 0; t < length; t++) {
        for (int c = 0; c < channels; c++) {
          boolean framesOuter = layer.kind() == TimeCollapse.Kind.FLATTEN_FRAMES;
          flat[framesOuter ? t * channels + c : c * length + t] = input.get(t).values()[c];
        }
      }
      return Row.of(input, flat);
    }
    double[] y = new double[channels];
    for (int c = 0; c < channels; c++) {
      int channel = c;
      double[] series = input.stream().mapToDouble(row -> row.values()[channel]).toArray();
      y[c] =
          OfflinePoints.reduced(
              switch (layer.kind()) {
                case AVERAGE -> Reduction.AVERAGE;
                case MAX -> Reduction.MAX;
                case MIN -> Reduction.MIN;
                case SUM -> Reduction.SUM;
                default -> throw new AssertionError("no offline rule for collapse: " + layer);
              },
              series);
    }
    return Row.of(input, y);
  }
}
