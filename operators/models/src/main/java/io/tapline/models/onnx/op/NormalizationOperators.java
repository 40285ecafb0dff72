/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models.onnx.op;

import io.tapline.models.onnx.model.Arguments;
import io.tapline.models.onnx.model.NdArray;
import io.tapline.models.onnx.model.Refusal;
import io.tapline.models.onnx.stream.Layers;
import io.tapline.models.onnx.stream.Meeting;
import io.tapline.models.onnx.stream.Stream;
import io.tapline.models.onnx.stream.Value;
import io.tapline.network.function.Activation;
import io.tapline.network.function.Arithmetic;
import io.tapline.network.function.Reduction;
import io.tapline.network.layer.Weights;
import io.tapline.network.layer.normalization.BatchNormalization;
import io.tapline.network.layer.normalization.LayerNormalization;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Normalizations with fixed statistics, and with those of each frame. */
final class NormalizationOperators {
  private NormalizationOperators() {}

  static void register(Map<String, StreamOperator> operators) {
    operators.put("BatchNormalization", NormalizationOperators::batch);
    operators.put("LayerNormalization", NormalizationOperators::layer);
    operators.put("RMSNormalization", NormalizationOperators::rootMeanSquare);
    operators.put("LpNormalization", NormalizationOperators::norm);
  }

  private static List<Value> batch(NodeImport in) {
    Stream given = in.planes(0);
    boolean planes = given.isPlanes() && given.rank() > 1 && given.isHeldByChannels(1);
    Stream input = planes ? given : in.layers().flat(given);
    if (in.node().flag("training_mode") || in.node().integer("spatial", 1) == 0) {
      throw new Refusal("batch normalization must use the statistics of training: export in eval");
    }
    if (input.rank() < 2 || !input.axis(1).isChannels()) {
      throw new Refusal(
          "input must have its channels on axis 1: axes=%s; transpose it before", input.axes());
    }
    Weights gamma = perChannel(in, input, 1);
    Weights beta = perChannel(in, input, 2);
    Weights mean = perChannel(in, input, 3);
    Weights variance = perChannel(in, input, 4);
    float epsilon = in.node().real("epsilon", 1e-5f);
    Stream normalized =
        in.layers()
            .on(
                input,
                name -> new BatchNormalization(name, gamma, beta, mean, variance, epsilon, true));
    List<Value> outputs = new ArrayList<>(List.of(Value.of(normalized)));
    for (int i = 1; i < in.node().outputs().size(); i++) {
      outputs.add(new Value.Unavailable("statistics are an output in training only"));
    }
    return outputs;
  }

  private static Weights perChannel(NodeImport in, Stream input, int index) {
    NdArray values = in.neededConstant(index);
    values.toWeights();
    if (values.size() != input.axis(1).size()) {
      throw new Refusal(
          "statistics do not fit the channels: channels=%d, input %d=%s",
          input.axis(1).size(), index, Arrays.toString(values.shape()));
    }
    if (input.isPlanes()) {
      return Weights.of(values.toWeights());
    }
    int[] shape = new int[input.rank() - 1];
    Arrays.fill(shape, 1);
    shape[0] = values.size();
    return Weights.of(Meeting.perChannel(in.layers(), input.axes(), values.reshaped(shape)));
  }

  /** The axes from the one named on, which must be all channels there are. */
  private static boolean[] normalizedAxes(NodeImport in, Stream input) {
    int axis = Arguments.axis(in.node().integer("axis", -1), input.rank());
    boolean[] normalized = new boolean[input.rank()];
    Arrays.fill(normalized, axis, normalized.length, true);
    requireAllChannels(input, normalized);
    return normalized;
  }

  private static void requireAllChannels(Stream input, boolean[] normalized) {
    for (int axis = 0; axis < normalized.length; axis++) {
      if (normalized[axis] && !input.axis(axis).isChannels()) {
        throw new Refusal(
            "normalization over time or batches does not stream: axes=%s, axis=%d; normalize over"
                + " channels",
            input.axes(), axis);
      }
      if (!normalized[axis] && input.axis(axis).channels() > 1) {
        throw new Refusal(
            "normalization over some of the channels is not supported: axes=%s, axis left out=%d",
            input.axes(), axis);
      }
    }
  }

  private static List<Value> layer(NodeImport in) {
    Stream input = in.stream(0);
    boolean[] axes = normalizedAxes(in, input);
    Weights gamma = affine(in, input, 1);
    Weights beta = affine(in, input, 2);
    float epsilon = in.node().real("epsilon", 1e-5f);
    Stream normalized =
        in.layers().on(input, name -> new LayerNormalization(name, gamma, beta, epsilon, true));
    List<Value> outputs = new ArrayList<>(List.of(Value.of(normalized)));
    if (in.node().outputs().size() > 1) {
      Stream mean = Reducing.reduce(in.layers(), input, axes, Reduction.AVERAGE);
      Stream deviation = Meeting.merge(in.layers(), Arithmetic.SUBTRACT, input, mean);
      outputs.add(Value.of(mean));
      outputs.add(Value.of(inverseRoot(in.layers(), deviation, axes, epsilon)));
    }
    return outputs;
  }

  private static Weights affine(NodeImport in, Stream input, int index) {
    return in.constant(index)
        .map(
            values -> {
              values.toWeights();
              return Weights.of(Meeting.perChannel(in.layers(), input.axes(), values));
            })
        .orElse(Weights.none());
  }

  /** 1 / sqrt(mean of the squares + epsilon). */
  private static Stream inverseRoot(Layers layers, Stream input, boolean[] axes, float epsilon) {
    Stream squares = layers.activation(input, Activation.SQUARE);
    Stream mean = Reducing.reduce(layers, squares, axes, Reduction.AVERAGE);
    Stream shifted = layers.constant(mean, Arithmetic.ADD, epsilon, false);
    return layers.activation(layers.activation(shifted, Activation.SQRT), Activation.RECIPROCAL);
  }

  private static List<Value> rootMeanSquare(NodeImport in) {
    Stream input = in.stream(0);
    boolean[] axes = normalizedAxes(in, input);
    Stream factor = inverseRoot(in.layers(), input, axes, in.node().real("epsilon", 1e-5f));
    Stream normalized = Meeting.merge(in.layers(), Arithmetic.MULTIPLY, input, factor);
    return List.of(
        Value.of(
            Meeting.withConstants(
                in.layers(), Arithmetic.MULTIPLY, normalized, in.neededConstant(1), false)));
  }

  private static List<Value> norm(NodeImport in) {
    Stream input = in.stream(0);
    boolean[] axes = new boolean[input.rank()];
    axes[Arguments.axis(in.node().integer("axis", -1), input.rank())] = true;
    for (int axis = 0; axis < axes.length; axis++) {
      if (axes[axis] && !input.axis(axis).isChannels()) {
        throw new Refusal("norm over time or batches does not stream: axes=%s", input.axes());
      }
    }
    boolean squared = in.node().integer("p", 2) == 2;
    Stream powers = in.layers().activation(input, squared ? Activation.SQUARE : Activation.ABS);
    Stream sum = Reducing.reduce(in.layers(), powers, axes, Reduction.SUM);
    Stream norm = squared ? in.layers().activation(sum, Activation.SQRT) : sum;
    return List.of(Value.of(Meeting.merge(in.layers(), Arithmetic.DIVIDE, input, norm)));
  }
}
