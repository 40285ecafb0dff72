/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.graph;

import io.tapline.network.function.Activation;
import io.tapline.network.graph.OfflineKernels.Place;
import io.tapline.network.graph.OfflineKernels.Tap;
import io.tapline.network.layer.Layer;
import io.tapline.network.layer.collapse.TimeCollapse;
import io.tapline.network.layer.plane.HeightReduction;
import io.tapline.network.layer.plane.HeightTaps;
import io.tapline.network.layer.plane.PlaneConvolution;
import io.tapline.network.layer.plane.PlaneDepthwiseConvolution;
import io.tapline.network.layer.plane.PlanePooling;
import io.tapline.network.layer.plane.Reframe;
import io.tapline.network.layer.pooling.Pooling;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/**
 * Each layer over whole tensors of planes: rows of height times channels, channels side by side.
 */
final class OfflinePlanes {

  private OfflinePlanes() {}

  /** Positions of the height axis of a layer's output. */
  static int outputHeight(Layer layer, int height) {
    if (layer instanceof Reframe reframe) {
      return reframe.height();
    }
    if (layer instanceof HeightReduction) {
      return 1;
    }
    if (layer instanceof TimeCollapse collapse) {
      return collapse.flattens() ? 1 : height;
    }
    HeightTaps taps = taps(layer);
    if (taps == null) {
      return height;
    }
    int outputs = 0;
    int extent = (taps.kernelSize() - 1) * taps.dilation() + 1;
    int padded = taps.before() + height + taps.after();
    for (int start = 0; start + extent <= padded; start += taps.stride()) {
      outputs++;
    }
    return outputs;
  }

  private static HeightTaps taps(Layer layer) {
    if (layer instanceof PlaneConvolution convolution) {
      return convolution.height();
    }
    if (layer instanceof PlaneDepthwiseConvolution convolution) {
      return convolution.height();
    }
    return layer instanceof PlanePooling pooling ? pooling.height() : null;
  }

  /**
   * Applies a layer.
   *
   * @param height positions of the height axis of its inputs
   */
  static List<Row> apply(Layer layer, List<List<Row>> inputs, int height, long lastFrame) {
    List<Row> input = inputs.get(0);
    int outputHeight = outputHeight(layer, height);
    if (layer instanceof PlaneConvolution convolution) {
      return overTime(
          layer, input, lastFrame, taps -> convolution(convolution, taps, height, outputHeight));
    }
    if (layer instanceof PlaneDepthwiseConvolution convolution) {
      return overTime(
          layer, input, lastFrame, taps -> depthwise(convolution, taps, height, outputHeight));
    }
    if (layer instanceof PlanePooling pooling) {
      return overTime(
          layer, input, lastFrame, taps -> pooling(pooling, taps, height, outputHeight));
    }
    if (layer instanceof Reframe) {
      return input;
    }
    if (layer instanceof HeightReduction reduction) {
      return input.stream()
          .map(row -> Row.of(List.of(row), reduced(reduction, row.values(), height)))
          .toList();
    }
    boolean whole =
        height == 1
            || layer instanceof TimeCollapse
            || OfflinePoints.constants(layer) > input.get(0).values().length / height;
    return whole
        ? OfflineLayers.apply(layer, inputs, lastFrame)
        : atEachPosition(layer, inputs, height, lastFrame);
  }

  /** As if each position were a stream of its own. */
  private static List<Row> atEachPosition(
      Layer layer, List<List<Row>> inputs, int height, long lastFrame) {
    List<List<Row>> positions = new ArrayList<>();
    for (int position = 0; position < height; position++) {
      int at = position;
      List<List<Row>> ofPosition =
          inputs.stream()
              .map(rows -> rows.stream().map(row -> position(row, at, height)).toList())
              .toList();
      positions.add(OfflineLayers.apply(layer, ofPosition, lastFrame));
    }
    List<Row> rows = new ArrayList<>();
    for (int j = 0; j < positions.get(0).size(); j++) {
      int index = j;
      double[] values =
          positions.stream()
              .flatMapToDouble(position -> Arrays.stream(position.get(index).values()))
              .toArray();
      Row row = positions.get(0).get(j);
      rows.add(new Row(values, row.newest(), row.exists(), row.padded()));
    }
    return rows;
  }

  private static Row position(Row row, int position, int height) {
    int channels = row.values().length / height;
    int from = position * channels;
    double[] values = Arrays.copyOfRange(row.values(), from, from + channels);
    return new Row(values, row.newest(), row.exists(), row.padded());
  }

  private static List<Row> overTime(
      Layer layer, List<Row> input, long lastFrame, Function<List<Tap>, double[]> rule) {
    return OfflineKernels.of(input, layer.taps(), 0, lastFrame).stream()
        .map(kernel -> kernel.row(rule.apply(kernel.taps())))
        .toList();
  }

  private static double[] convolution(
      PlaneConvolution layer, List<Tap> taps, int height, int outputHeight) {
    int filters = layer.filters();
    int inputs = taps.get(0).row().values().length / height / layer.groups();
    double[] y = new double[outputHeight * filters];
    for (int p = 0; p < outputHeight; p++) {
      for (int f = 0; f < filters; f++) {
        int firstInput = f / (filters / layer.groups()) * inputs;
        double sum = layer.bias().isEmpty() ? 0 : layer.bias().get(f);
        for (int i = 0; i < layer.kernelSize(); i++) {
          for (int k = 0; k < layer.height().kernelSize(); k++) {
            for (int c = 0; c < inputs; c++) {
              int row = (i * layer.height().kernelSize() + k) * inputs + c;
              double x = value(taps.get(i), layer.height(), p, k, height, firstInput + c);
              sum += layer.kernel().get(row * filters + f) * x;
            }
          }
        }
        y[p * filters + f] = activated(layer.activation(), sum);
      }
    }
    return y;
  }

  private static double[] depthwise(
      PlaneDepthwiseConvolution layer, List<Tap> taps, int height, int outputHeight) {
    int channels = taps.get(0).row().values().length / height;
    int outputs = channels * layer.depthMultiplier();
    double[] y = new double[outputHeight * outputs];
    for (int p = 0; p < outputHeight; p++) {
      for (int o = 0; o < outputs; o++) {
        double sum = layer.bias().isEmpty() ? 0 : layer.bias().get(o);
        for (int i = 0; i < layer.kernelSize(); i++) {
          for (int k = 0; k < layer.height().kernelSize(); k++) {
            int row = i * layer.height().kernelSize() + k;
            double x =
                value(taps.get(i), layer.height(), p, k, height, o / layer.depthMultiplier());
            sum += layer.kernel().get(row * outputs + o) * x;
          }
        }
        y[p * outputs + o] = activated(layer.activation(), sum);
      }
    }
    return y;
  }

  /** A value under the kernel, or 0 beside the plane. */
  private static double value(
      Tap tap, HeightTaps taps, int position, int k, int height, int channel) {
    int at = position * taps.stride() - taps.before() + k * taps.dilation();
    int channels = tap.row().values().length / height;
    return at < 0 || at >= height ? 0 : tap.row().values()[at * channels + channel];
  }

  private static double[] pooling(
      PlanePooling layer, List<Tap> taps, int height, int outputHeight) {
    int channels = taps.get(0).row().values().length / height;
    HeightTaps over = layer.height();
    double[] y = new double[outputHeight * channels];
    for (int p = 0; p < outputHeight; p++) {
      for (int c = 0; c < channels; c++) {
        double largest = Double.NEGATIVE_INFINITY;
        double sum = 0;
        int counted = 0;
        for (Tap tap : taps) {
          for (int k = 0; k < over.kernelSize(); k++) {
            int at = p * over.stride() - over.before() + k * over.dilation();
            boolean inside = at >= 0 && at < height && tap.place() == Place.INPUT;
            if (inside) {
              largest = Math.max(largest, tap.row().values()[at * channels + c]);
              sum += tap.row().values()[at * channels + c];
            }
            boolean counts = inside || (layer.countPadding() && tap.place() != Place.BEYOND);
            counted += counts ? 1 : 0;
          }
        }
        y[p * channels + c] = layer.kind() == Pooling.Kind.MAX ? largest : sum / counted;
      }
    }
    return y;
  }

  private static double[] reduced(HeightReduction layer, double[] x, int height) {
    int channels = x.length / height;
    double[] y = new double[channels];
    for (int c = 0; c < channels; c++) {
      double[] column = new double[height];
      for (int h = 0; h < height; h++) {
        column[h] = x[h * channels + c];
      }
      y[c] = OfflinePoints.reduced(layer.kind(), column);
    }
    return y;
  }

  private static double activated(Activation activation, double x) {
    return OfflineActivations.apply(activation, x);
  }
}
