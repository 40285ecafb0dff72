/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models.onnx.op;

import io.tapline.models.onnx.model.NdArray;
import io.tapline.models.onnx.model.Refusal;
import io.tapline.models.onnx.stream.Axis;
import io.tapline.models.onnx.stream.Rearranging;
import io.tapline.models.onnx.stream.Stream;
import io.tapline.models.onnx.stream.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Products that an equation describes, where it is a matrix of weights on one axis of channels,
 * such as {@code oc,bct->bot}, or another order of axes.
 */
final class EinsumOperators {
  private EinsumOperators() {}

  static void register(Map<String, StreamOperator> operators) {
    operators.put("Einsum", EinsumOperators::einsum);
  }

  private static List<Value> einsum(NodeImport in) {
    String equation = in.node().text("equation", "").replace(" ", "");
    String[] sides = equation.split("->", -1);
    String[] operands = sides[0].split(",", -1);
    boolean readable = sides.length == 2 && operands.length == in.inputs().size();
    if (!readable || equation.contains("...") || operands.length > 2) {
      throw unclear(equation);
    }
    int stream = in.isStream(0) ? 0 : 1;
    String labels = operands[stream];
    Stream input = in.stream(stream);
    requireLabels(labels, input.rank(), equation);
    if (operands.length == 2) {
      if (in.isStream(1 - stream)) {
        throw new Refusal(
            "a product of two streams mixes all steps of time, as attention does: equation=%s",
            equation);
      }
      Product product = contract(in, input, labels, operands[1 - stream], sides[1], equation);
      input = product.stream;
      labels = product.labels;
    }
    return List.of(Value.of(ordered(in, input, labels, sides[1], equation)));
  }

  /**
   * A stream, and what its axes are called.
   *
   * @param labels a letter for each axis
   */
  private record Product(Stream stream, String labels) {}

  /** The axis that both have is summed over; one that only the weights have takes its place. */
  private static Product contract(
      NodeImport in, Stream input, String labels, String weights, String output, String equation) {
    NdArray matrix = in.neededConstant(in.isStream(0) ? 1 : 0);
    requireLabels(weights, matrix.rank(), equation);
    char summed = 0;
    char made = 0;
    for (char label : weights.toCharArray()) {
      boolean shared = labels.indexOf(label) >= 0;
      boolean kept = output.indexOf(label) >= 0;
      if (shared && !kept && summed == 0) {
        summed = label;
      } else if (!shared && kept && made == 0) {
        made = label;
      } else {
        throw unclear(equation);
      }
    }
    if (summed == 0) {
      throw unclear(equation);
    }
    int inner = matrix.shape()[weights.indexOf(summed)];
    int outer = matrix.size() / Math.max(1, inner);
    boolean turned = made != 0 && weights.indexOf(made) == 0;
    NdArray shaped = turned ? matrix : matrix.reshaped(inner, outer);
    int axis = labels.indexOf(summed);
    Stream product =
        MatrixOperators.contract(
            in.layers(), input, axis, MatrixOperators.matrix(in.layers(), shaped, turned, 1));
    if (made != 0) {
      return new Product(product, labels.replace(summed, made));
    }
    List<Axis> axes = new ArrayList<>(product.axes());
    axes.remove(axis);
    return new Product(product.with(axes), labels.replace(String.valueOf(summed), ""));
  }

  private static Stream ordered(
      NodeImport in, Stream input, String labels, String output, String equation) {
    if (output.length() != labels.length()
        || output.chars().anyMatch(label -> labels.indexOf(label) < 0)
        || output.chars().distinct().count() != output.length()) {
      throw unclear(equation);
    }
    int[] permutation = output.chars().map(labels::indexOf).toArray();
    return Rearranging.transpose(in.layers(), input, permutation);
  }

  private static void requireLabels(String labels, int rank, String equation) {
    if (labels.length() != rank || labels.chars().distinct().count() != rank) {
      throw unclear(equation);
    }
  }

  private static Refusal unclear(String equation) {
    return new Refusal(
        "equation must be a matrix on one axis of channels, or another order of axes: equation=%s",
        equation);
  }
}
