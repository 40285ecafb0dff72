/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models.onnx.op;

import io.tapline.models.onnx.model.NdArray;
import io.tapline.models.onnx.model.Refusal;
import io.tapline.models.onnx.stream.Axis;
import io.tapline.models.onnx.stream.Layers;
import io.tapline.models.onnx.stream.Meeting;
import io.tapline.models.onnx.stream.Rearranging;
import io.tapline.models.onnx.stream.Stream;
import io.tapline.models.onnx.stream.Value;
import io.tapline.network.function.Arithmetic;
import io.tapline.network.layer.convolution.Convolution;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Products with matrices of weights, frame by frame: pointwise convolutions. */
final class MatrixOperators {
  private MatrixOperators() {}

  static void register(Map<String, StreamOperator> operators) {
    operators.put("Gemm", MatrixOperators::gemm);
    operators.put("MatMul", MatrixOperators::matMul);
  }

  private static List<Value> gemm(NodeImport in) {
    if (in.isStream(0) && in.isStream(1)) {
      throw twoStreams();
    }
    boolean left = in.isStream(0);
    Stream input = in.stream(left ? 0 : 1);
    if (input.rank() != 2) {
      throw new Refusal("matrix must have two axes: axes=%s", input.axes());
    }
    if (in.node().flag(left ? "transA" : "transB")) {
      input = Rearranging.transpose(in.layers(), input, 1, 0);
    }
    float alpha = in.node().real("alpha", 1);
    boolean turned = in.node().flag(left ? "transB" : "transA") == left;
    NdArray weights = in.neededConstant(left ? 1 : 0);
    NdArray matrix = matrix(in.layers(), weights, turned, alpha);
    Stream product = contract(in.layers(), input, left ? 1 : 0, matrix);
    float beta = in.node().real("beta", 1);
    if (in.inputs().size() < 3 || in.inputs().get(2).isEmpty() || beta == 0) {
      return List.of(Value.of(product));
    }
    if (in.isStream(2)) {
      Stream added = in.layers().constant(in.stream(2), Arithmetic.MULTIPLY, beta, false);
      return List.of(
          Value.of(
              Meeting.merge(
                  in.layers(), Arithmetic.ADD, product, beta == 1 ? in.stream(2) : added)));
    }
    NdArray bias = scaled(in.layers(), in.neededConstant(2), beta);
    return List.of(
        Value.of(Meeting.withConstants(in.layers(), Arithmetic.ADD, product, bias, false)));
  }

  private static List<Value> matMul(NodeImport in) {
    if (in.isStream(0) && in.isStream(1)) {
      throw twoStreams();
    }
    boolean left = in.isStream(0);
    Stream input = in.stream(left ? 0 : 1);
    NdArray weights = in.neededConstant(left ? 1 : 0);
    int rank = weights.rank();
    for (int axis = 0; axis < rank - 2; axis++) {
      if (weights.shape()[axis] != 1) {
        throw new Refusal("weights must be one matrix: shape=%s", Arrays.toString(weights.shape()));
      }
    }
    if (input.rank() == 0 || rank == 0) {
      throw new Refusal("matrix must have axes: axes=%s", input.axes());
    }
    int axis = left || input.rank() == 1 ? input.rank() - 1 : input.rank() - 2;
    boolean vector = rank == 1;
    int rows = vector ? (left ? weights.size() : 1) : weights.shape()[rank - 2];
    int columns = vector ? (left ? 1 : weights.size()) : weights.shape()[rank - 1];
    NdArray matrix = matrix(in.layers(), weights.reshaped(rows, columns), !left, 1);
    Stream product = contract(in.layers(), input, axis, matrix);
    if (vector) {
      List<Axis> axes = new ArrayList<>(product.axes());
      axes.remove(axis);
      return List.of(Value.of(product.with(axes)));
    }
    return List.of(Value.of(product.withRank(Math.max(product.rank(), rank))));
  }

  private static Refusal twoStreams() {
    return new Refusal(
        "a product of two streams as matrices mixes all steps of time, as attention does; use"
            + " convolutions over time");
  }

  /** (K, U), as the matrix is or turned, times a factor. */
  static NdArray matrix(Layers layers, NdArray weights, boolean turned, float factor) {
    if (weights.rank() != 2) {
      throw new Refusal("weights must be a matrix: shape=%s", Arrays.toString(weights.shape()));
    }
    NdArray scaled = scaled(layers, weights, factor);
    if (!turned) {
      return scaled;
    }
    int rows = weights.shape()[0];
    int columns = weights.shape()[1];
    double[] values = new double[layers.budget().take(scaled.size())];
    for (int i = 0; i < values.length; i++) {
      values[i] = scaled.values()[i % Math.max(1, rows) * columns + i / Math.max(1, rows)];
    }
    return new NdArray(new int[] {columns, rows}, values, false);
  }

  private static NdArray scaled(Layers layers, NdArray array, float factor) {
    if (factor == 1) {
      return array;
    }
    layers.budget().take(array.size());
    double[] values = Arrays.stream(array.values()).map(v -> v * factor).toArray();
    return new NdArray(array.shape(), values, false);
  }

  /**
   * Multiplies an axis of channels with a matrix of shape (K, U). What stands before the axis are
   * groups, for which the weights are the same; for what stands behind it the matrix is widened.
   */
  static Stream contract(Layers layers, Stream input, int axis, NdArray matrix) {
    if (input.rank() == 2 && axis == 1 && input.axis(1).isTime() && input.channels() == 1) {
      // [N, 1, T] flattened: of one channel only time is left.
      return contract(layers, layers.flatten(input), axis, matrix);
    }
    Axis contracted = input.axis(axis);
    if (contracted.hasTime()) {
      throw new Refusal(
          "matrix mixes all steps of time: axes=%s, axis=%d; flatten the window, or use a"
              + " convolution over time",
          input.axes(), axis);
    }
    int inner = matrix.shape()[0];
    int outer = matrix.shape()[1];
    if (!contracted.isChannels() || contracted.size() != inner || outer == 0) {
      throw new Refusal(
          "matrix does not fit the channels: axes=%s, axis=%d, matrix=%s",
          input.axes(), axis, Arrays.toString(matrix.shape()));
    }
    int groups = input.channelsBefore(axis);
    int after = input.channelsAfter(axis);
    int filters = (int) NdArray.count(groups, outer, after);
    float[] weights = matrix.toWeights();
    float[] kernel = new float[layers.budget().take(NdArray.count(inner, after, filters))];
    for (int k = 0; k < inner; k++) {
      for (int u = 0; u < outer; u++) {
        for (int group = 0; group < groups; group++) {
          for (int i = 0; i < after; i++) {
            kernel[(k * after + i) * filters + (group * outer + u) * after + i] =
                weights[k * outer + u];
          }
        }
      }
    }
    return layers
        .on(
            input,
            name ->
                Convolution.pointwise(name).filters(filters).groups(groups).kernel(kernel).build())
        .with(axis, Axis.channels(outer));
  }
}
