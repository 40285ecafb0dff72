/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models.onnx.op;

import io.tapline.models.onnx.model.Arguments;
import io.tapline.models.onnx.model.Refusal;
import io.tapline.models.onnx.stream.Axis;
import io.tapline.models.onnx.stream.Stream;
import io.tapline.models.onnx.stream.Value;
import io.tapline.network.layer.activation.Softmax;
import java.util.List;
import java.util.Map;

/** Softmax over the channels of each frame. Over time it needs all of it: no stream has that. */
final class SoftmaxOperators {
  private SoftmaxOperators() {}

  static void register(Map<String, StreamOperator> operators) {
    operators.put("Softmax", in -> softmax(in, false));
    operators.put("LogSoftmax", in -> softmax(in, true));
  }

  private static List<Value> softmax(NodeImport in, boolean logarithm) {
    Stream input = in.stream(0);
    // Before opset 13 all axes from the one named on were one, which by default was axis 1.
    boolean flattens = in.node().opset() < 13;
    int axis = Arguments.axis(in.node().integer("axis", flattens ? 1 : -1), input.rank());
    int last = flattens ? input.rank() - 1 : axis;
    int channels = 1;
    for (int i = axis; i <= last; i++) {
      Axis normalized = input.axis(i);
      if (!normalized.isChannels()) {
        in.problem(
            String.format(
                "softmax over time or batches does not stream: axes=%s, axis=%d; take it over"
                    + " channels",
                input.axes(), i));
        return List.of(Value.of(input));
      }
      channels *= normalized.channels();
    }
    if (channels != input.channels() || channels == 1) {
      throw new Refusal(
          "softmax over some of the channels, or one alone, is not supported: axes=%s, axis=%d",
          input.axes(), axis);
    }
    return List.of(Value.of(in.layers().on(input, name -> new Softmax(name, logarithm))));
  }
}
