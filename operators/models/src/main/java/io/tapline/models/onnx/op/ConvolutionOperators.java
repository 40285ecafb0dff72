/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models.onnx.op;

import io.tapline.models.onnx.model.NdArray;
import io.tapline.models.onnx.model.OnnxNode;
import io.tapline.models.onnx.model.Refusal;
import io.tapline.models.onnx.stream.Stream;
import io.tapline.models.onnx.stream.Value;
import io.tapline.network.function.Activation;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Conv and its kin. */
final class ConvolutionOperators {
  private ConvolutionOperators() {}

  static void register(Map<String, StreamOperator> operators) {
    operators.put("Conv", ConvolutionOperators::convolution);
    operators.put("ConvTranspose", ConvolutionOperators::transposed);
    operators.put("CausalConvWithState", ConvolutionOperators::causalWithState);
  }

  private static List<Value> convolution(NodeImport in) {
    NdArray weights = in.neededConstant(1);
    Geometry geometry = Geometry.of(in.node(), kernelSizes(in.node(), weights));
    return List.of(
        Value.of(
            ConvolutionLowering.convolve(
                in,
                in.planes(0),
                weights,
                in.constant(2),
                in.node().integer("group", 1),
                geometry)));
  }

  private static int[] kernelSizes(OnnxNode node, NdArray weights) {
    if (weights.rank() < 3) {
      throw new Refusal(
          "kernel must have the axes filters, channels, taps: shape=%s",
          Arrays.toString(weights.shape()));
    }
    int[] kernel = Arrays.copyOfRange(weights.shape(), 2, weights.rank());
    if (node.has("kernel_shape")
        && !Arrays.equals(kernel, node.sizes("kernel_shape", kernel.length, 1))) {
      throw new Refusal(
          "kernel_shape is not the shape of the weights: weights=%s",
          Arrays.toString(weights.shape()));
    }
    return kernel;
  }

  /**
   * With stride 1 a transposed convolution is one with the kernel turned round, and the padding
   * that is left of its reach.
   */
  private static List<Value> transposed(NodeImport in) {
    NdArray weights = in.neededConstant(1);
    Geometry given = Geometry.of(in.node(), kernelSizes(in.node(), weights));
    int axes = given.kernel().length;
    if (Arrays.stream(given.strides()).anyMatch(stride -> stride != 1)) {
      throw new Refusal(
          "a transposed convolution with a stride makes several frames of one: strides=%s; leave"
              + " the upsampling to what reads the results",
          Arrays.toString(given.strides()));
    }
    if (in.node().has("output_shape")) {
      throw new Refusal("output_shape is not supported; give pads instead");
    }
    int[] extra = in.node().sizes("output_padding", axes, 0);
    int[] before = new int[axes];
    int[] after = new int[axes];
    for (int axis = 0; axis < axes; axis++) {
      int history = (int) given.history(axis);
      boolean same = given.autoPad().startsWith("SAME");
      boolean upper = given.autoPad().equals("SAME_UPPER");
      int cutBefore = same ? (upper ? history / 2 : history - history / 2) : given.before()[axis];
      int cutAfter = same ? history - cutBefore : given.after()[axis];
      before[axis] = history - cutBefore;
      after[axis] = history - cutAfter + extra[axis];
    }
    Geometry geometry =
        new Geometry(given.kernel(), given.strides(), given.dilations(), before, after, "NOTSET");
    int group = in.node().integer("group", 1);
    return List.of(
        Value.of(
            ConvolutionLowering.convolve(
                in, in.planes(0), turned(in, weights, group), in.constant(2), group, geometry)));
  }

  /** (Cin, F/groups, taps…) as (F, Cin/groups, taps… from the last to the first). */
  private static NdArray turned(NodeImport in, NdArray weights, int groups) {
    int inputs = weights.shape()[0];
    int filters = weights.shape()[1];
    int taps = NdArray.strides(weights.shape())[1];
    if (groups < 1 || inputs % groups != 0) {
      throw new Refusal("groups do not divide the channels: group=%d, channels=%d", groups, inputs);
    }
    int perGroup = inputs / groups;
    double[] values = new double[in.layers().budget().take(weights.size())];
    for (int i = 0; i < inputs; i++) {
      for (int filter = 0; filter < filters; filter++) {
        int row = (i / perGroup * filters + filter) * perGroup + i % perGroup;
        for (int tap = 0; tap < taps; tap++) {
          values[row * taps + taps - 1 - tap] =
              weights.values()[(i * filters + filter) * taps + tap];
        }
      }
    }
    int[] shape = weights.shape().clone();
    shape[0] = filters * groups;
    shape[1] = perGroup;
    return new NdArray(shape, values, false);
  }

  /** Depthwise and causal; the state that goes in and out is the one that a stream keeps anyway. */
  private static List<Value> causalWithState(NodeImport in) {
    NdArray weights = in.neededConstant(1);
    int[] kernel = kernelSizes(in.node(), weights);
    if (kernel.length != 1) {
      throw new Refusal(
          "kernel must have one axis of taps: shape=%s", Arrays.toString(weights.shape()));
    }
    requireZeroState(in);
    int[] ones = {1};
    Geometry causal =
        new Geometry(kernel, ones, ones, new int[] {kernel[0] - 1}, new int[] {0}, "NOTSET");
    Stream sum =
        ConvolutionLowering.convolve(
            in, in.stream(0), weights, in.constant(2), weights.shape()[0], causal);
    return List.of(Value.of(activated(in, sum)), new Value.State());
  }

  /** A stream begins with zeros. */
  private static void requireZeroState(NodeImport in) {
    if (in.inputs().size() > 3 && in.inputs().get(3).isPresent()) {
      Value state = in.inputs().get(3).get();
      boolean zero =
          state instanceof Value.Constant constant
              && Arrays.stream(constant.array().values()).allMatch(v -> v == 0);
      if (!zero && !(state instanceof Value.Unavailable)) {
        throw new Refusal("past_state must be an input of the graph, or zeros");
      }
    }
  }

  private static Stream activated(NodeImport in, Stream sum) {
    String activation = in.node().text("activation", "none");
    return switch (activation) {
      case "none" -> sum;
      case "silu", "swish" -> in.layers().activation(sum, Activation.SILU);
      default -> throw new Refusal("activation is not known: activation=%s", activation);
    };
  }
}
