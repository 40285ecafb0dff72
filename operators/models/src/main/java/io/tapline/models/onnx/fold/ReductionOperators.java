/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models.onnx.fold;

import io.tapline.models.onnx.model.Arguments;
import io.tapline.models.onnx.model.NdArray;
import io.tapline.models.onnx.model.Refusal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;

/** Sums and their like, over axes and of products. */
final class ReductionOperators {
  private ReductionOperators() {}

  static void register(Map<String, Operator> operators) {
    operators.put("ReduceSum", reduce(v -> v, 0, Double::sum, (v, n) -> v));
    operators.put("ReduceMean", reduce(v -> v, 0, Double::sum, (v, n) -> v / n));
    operators.put("ReduceL1", reduce(Math::abs, 0, Double::sum, (v, n) -> v));
    operators.put("ReduceL2", reduce(v -> v * v, 0, Double::sum, (v, n) -> Math.sqrt(v)));
    operators.put("ReduceSumSquare", reduce(v -> v * v, 0, Double::sum, (v, n) -> v));
    operators.put("ReduceMax", reduce(v -> v, Double.NEGATIVE_INFINITY, Math::max, (v, n) -> v));
    operators.put("ReduceMin", reduce(v -> v, Double.POSITIVE_INFINITY, Math::min, (v, n) -> v));
    operators.put("ReduceProd", reduce(v -> v, 1, (a, b) -> a * b, (v, n) -> v));
    operators.put("MatMul", ReductionOperators::matMul);
  }

  /**
   * @param before applied to each value
   * @param combine joins values, beginning with {@code start}
   * @param after applied to what is joined, and the number of values it is of
   */
  private static Operator reduce(
      DoubleUnaryOperator before,
      double start,
      DoubleBinaryOperator combine,
      DoubleBinaryOperator after) {
    return fold -> {
      NdArray input = fold.input(0);
      fold.budget().spend(input.size());
      int rank = input.rank();
      boolean[] reduced = Arguments.reducedAxes(fold.node(), fold, rank);
      int[] kept = new int[rank];
      Arrays.setAll(kept, axis -> reduced[axis] ? 1 : input.shape()[axis]);
      double[] values = fold.allocate(kept);
      Arrays.fill(values, start);
      for (int i = 0; i < input.size(); i++) {
        int at = Broadcast.source(i, input.shape(), kept);
        values[at] = combine.applyAsDouble(values[at], before.applyAsDouble(input.values()[i]));
      }
      for (int i = 0; i < values.length; i++) {
        values[i] = after.applyAsDouble(values[i], (double) input.size() / values.length);
      }
      int[] shape =
          fold.node().integer("keepdims", 1) != 0
              ? kept
              : IntStream.range(0, rank).filter(a -> !reduced[a]).map(a -> kept[a]).toArray();
      return List.of(new NdArray(shape, values, input.integer()));
    };
  }

  private static List<NdArray> matMul(Fold fold) {
    NdArray a = fold.input(0);
    NdArray b = fold.input(1);
    if (a.rank() != 2 || b.rank() != 2 || a.shape()[1] != b.shape()[0]) {
      throw new Refusal(
          "constants are multiplied as matrices only: a=%s, b=%s",
          Arrays.toString(a.shape()), Arrays.toString(b.shape()));
    }
    int rows = a.shape()[0];
    int inner = a.shape()[1];
    int columns = b.shape()[1];
    // A product can cost far more than it keeps.
    fold.budget().spend(Math.multiplyExact(Math.multiplyFull(rows, columns), (long) inner));
    double[] values = fold.allocate(rows, columns);
    for (int row = 0; row < rows; row++) {
      for (int k = 0; k < inner; k++) {
        double factor = a.values()[row * inner + k];
        for (int column = 0; column < columns; column++) {
          values[row * columns + column] += factor * b.values()[k * columns + column];
        }
      }
    }
    return List.of(new NdArray(new int[] {rows, columns}, values, a.integer()));
  }
}
