/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models.onnx.op;

import io.tapline.models.onnx.model.Arguments;
import io.tapline.models.onnx.stream.Axis;
import io.tapline.models.onnx.stream.Stream;
import io.tapline.models.onnx.stream.Value;
import io.tapline.network.function.Activation;
import io.tapline.network.function.Reduction;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One value of many, over channels in each frame or over the frames of a window. */
final class ReductionOperators {
  private ReductionOperators() {}

  static void register(Map<String, StreamOperator> operators) {
    Activation none = Activation.LINEAR;
    operators.put("ReduceMean", in -> reduce(in, none, Reduction.AVERAGE, none));
    operators.put("ReduceSum", in -> reduce(in, none, Reduction.SUM, none));
    operators.put("ReduceMax", in -> reduce(in, none, Reduction.MAX, none));
    operators.put("ReduceMin", in -> reduce(in, none, Reduction.MIN, none));
    operators.put("ReduceL1", in -> reduce(in, Activation.ABS, Reduction.SUM, none));
    operators.put("ReduceSumSquare", in -> reduce(in, Activation.SQUARE, Reduction.SUM, none));
    operators.put("ReduceL2", in -> reduce(in, Activation.SQUARE, Reduction.SUM, Activation.SQRT));
    operators.put("ReduceLogSum", in -> reduce(in, none, Reduction.SUM, Activation.LOG));
  }

  private static List<Value> reduce(
      NodeImport in, Activation before, Reduction kind, Activation after) {
    Stream input = apply(in, before, in.planes(0));
    boolean[] reduced = Arguments.reducedAxes(in.node(), in, input.rank());
    Stream result = apply(in, after, Reducing.reduce(in.layers(), input, reduced, kind));
    if (in.node().integer("keepdims", 1) != 0) {
      return List.of(Value.of(result));
    }
    List<Axis> kept = new ArrayList<>();
    for (int axis = 0; axis < reduced.length; axis++) {
      if (!reduced[axis]) {
        kept.add(result.axis(axis));
      }
    }
    return List.of(Value.of(result.with(kept)));
  }

  private static Stream apply(NodeImport in, Activation activation, Stream input) {
    return activation.equals(Activation.LINEAR) ? input : in.layers().activation(input, activation);
  }
}
