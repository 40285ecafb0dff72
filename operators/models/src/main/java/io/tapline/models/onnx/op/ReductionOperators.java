/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models.onnx.op;

import io.tapline.models.onnx.model.Arguments;
import io.tapline.models.onnx.model.Refusal;
import io.tapline.models.onnx.stream.Axis;
import io.tapline.models.onnx.stream.Meeting;
import io.tapline.models.onnx.stream.Stream;
import io.tapline.models.onnx.stream.Value;
import io.tapline.network.function.Activation;
import io.tapline.network.function.Arithmetic;
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
    operators.put("ReduceLogSumExp", ReductionOperators::logSumExp);
    operators.put("ReduceLogSum", in -> reduce(in, none, Reduction.SUM, Activation.LOG));
  }

  /** log(Σ exp(x)) of a frame's channels, with the largest taken out: what is left is at most 1. */
  private static List<Value> logSumExp(NodeImport in) {
    Stream input = in.stream(0);
    boolean[] reduced = Arguments.reducedAxes(in.node(), in, input.rank());
    for (int axis = 0; axis < reduced.length; axis++) {
      if (reduced[axis] && !input.axis(axis).isChannels()) {
        throw new Refusal(
            "logarithms of sums can be taken over channels only: axes=%s, axis=%d",
            input.axes(), axis);
      }
    }
    Stream largest = Reducing.reduce(in.layers(), input, reduced, Reduction.MAX);
    Stream below = Meeting.merge(in.layers(), Arithmetic.SUBTRACT, input, largest);
    Stream powers = in.layers().activation(below, Activation.EXP);
    Stream sum = Reducing.reduce(in.layers(), powers, reduced, Reduction.SUM);
    Stream logarithm = in.layers().activation(sum, Activation.LOG);
    Stream result = Meeting.merge(in.layers(), Arithmetic.ADD, logarithm, largest);
    return List.of(Value.of(kept(in, result, reduced)));
  }

  private static List<Value> reduce(
      NodeImport in, Activation before, Reduction kind, Activation after) {
    Stream input = apply(in, before, in.planes(0));
    boolean[] reduced = Arguments.reducedAxes(in.node(), in, input.rank());
    Stream result = apply(in, after, Reducing.reduce(in.layers(), input, reduced, kind));
    return List.of(Value.of(kept(in, result, reduced)));
  }

  /** With the axes that were reduced, unless the node says otherwise. */
  private static Stream kept(NodeImport in, Stream result, boolean[] reduced) {
    if (in.node().integer("keepdims", 1) != 0) {
      return result;
    }
    List<Axis> kept = new ArrayList<>();
    for (int axis = 0; axis < reduced.length; axis++) {
      if (!reduced[axis]) {
        kept.add(result.axis(axis));
      }
    }
    return result.with(kept);
  }

  private static Stream apply(NodeImport in, Activation activation, Stream input) {
    return activation.equals(Activation.LINEAR) ? input : in.layers().activation(input, activation);
  }
}
