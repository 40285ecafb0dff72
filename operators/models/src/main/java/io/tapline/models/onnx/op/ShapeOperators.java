/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models.onnx.op;

import io.tapline.models.onnx.model.Arguments;
import io.tapline.models.onnx.model.NdArray;
import io.tapline.models.onnx.model.Refusal;
import io.tapline.models.onnx.stream.Axis;
import io.tapline.models.onnx.stream.Meeting;
import io.tapline.models.onnx.stream.Rearranging;
import io.tapline.models.onnx.stream.Reshaping;
import io.tapline.models.onnx.stream.Stream;
import io.tapline.models.onnx.stream.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Tensors in other shapes: mostly nothing but another meaning of the axes. */
final class ShapeOperators {
  private ShapeOperators() {}

  static void register(Map<String, StreamOperator> operators) {
    operators.put("Identity", in -> List.of(Value.of(in.view(0))));
    operators.put("Dropout", ShapeOperators::dropout);
    operators.put("Shape", in -> List.of(shape(in)));
    operators.put("Size", in -> List.of(size(in)));
    operators.put("Reshape", ShapeOperators::reshape);
    operators.put("Flatten", ShapeOperators::flatten);
    operators.put("Squeeze", ShapeOperators::squeeze);
    operators.put("Unsqueeze", ShapeOperators::unsqueeze);
    operators.put("Transpose", ShapeOperators::transpose);
    operators.put("Expand", ShapeOperators::expand);
    operators.put("Tile", ShapeOperators::tile);
  }

  private static List<Value> dropout(NodeImport in) {
    Arguments.requireNoDropping(in.node(), in);
    return List.of(
        Value.of(in.view(0)), new Value.Unavailable("the mask of a dropout is for training only"));
  }

  private static Value shape(NodeImport in) {
    return Value.of(Arguments.shape(in.node(), in.view(0).shape()));
  }

  private static Value size(NodeImport in) {
    return Value.of(NdArray.scalar(NdArray.count(in.view(0).shape()), true));
  }

  private static List<Value> reshape(NodeImport in) {
    Stream input = in.view(0);
    int[] shape = Arguments.reshape(in.node(), in, input.shape());
    return List.of(Value.of(Reshaping.reshape(in.layers(), input, shape)));
  }

  private static List<Value> flatten(NodeImport in) {
    Stream input = in.view(0);
    int[] shape = Arguments.flatten(in.node(), input.shape());
    Stream flat = Reshaping.reshape(in.layers(), input, shape);
    boolean ofOneChannel = input.rank() > 2 && flat.channels() == 1 && flat.axis(1).isTime();
    return List.of(Value.of(ofOneChannel ? in.layers().flatten(flat) : flat));
  }

  private static List<Value> squeeze(NodeImport in) {
    Stream input = in.view(0);
    boolean[] squeezed = Arguments.squeezedAxes(in.node(), in, input.shape());
    int[] kept = IntStream.range(0, squeezed.length).filter(axis -> !squeezed[axis]).toArray();
    for (int axis = 0; axis < squeezed.length; axis++) {
      if (squeezed[axis] && input.axis(axis).hasTime()) {
        // A single frame that loses its axis: from here on it stands for the window.
        input = in.layers().flatten(input);
      }
    }
    List<Axis> axes = Arrays.stream(kept).mapToObj(input::axis).toList();
    return List.of(Value.of(input.with(axes)));
  }

  private static List<Value> unsqueeze(NodeImport in) {
    Stream input = in.view(0);
    List<Axis> axes = new ArrayList<>();
    int from = 0;
    for (boolean added : Arguments.unsqueezedAxes(in.node(), in, input.rank())) {
      axes.add(added ? Axis.ONE : input.axis(from++));
    }
    return List.of(Value.of(input.with(axes)));
  }

  private static List<Value> transpose(NodeImport in) {
    Stream input = in.view(0);
    int[] permutation = Arguments.permutation(in.node(), input.rank());
    return List.of(Value.of(Rearranging.transpose(in.layers(), input, permutation)));
  }

  private static List<Value> expand(NodeImport in) {
    return List.of(
        Value.of(Meeting.expand(in.layers(), in.stream(0), sizes(in.neededConstant(1)))));
  }

  private static List<Value> tile(NodeImport in) {
    Stream result = in.stream(0);
    int[] repeats = sizes(in.neededConstant(1));
    if (repeats.length != result.rank()) {
      throw new Refusal("repeats do not fit: axes=%s, repeats=%d", result.axes(), repeats.length);
    }
    for (int axis = 0; axis < repeats.length; axis++) {
      int size = result.axis(axis).size();
      if (repeats[axis] != 1) {
        if (!result.axis(axis).isChannels()) {
          throw new Refusal("time and batches cannot be repeated: axes=%s", result.axes());
        }
        int count = in.layers().budget().take(NdArray.count(size, repeats[axis]));
        int[] positions = IntStream.range(0, count).map(i -> i % size).toArray();
        result = Rearranging.select(in.layers(), result, axis, positions);
      }
    }
    return List.of(Value.of(result));
  }

  private static int[] sizes(NdArray array) {
    int[] sizes = new int[array.size()];
    for (int i = 0; i < sizes.length; i++) {
      double size = array.values()[i];
      if (size < 1 || size > Integer.MAX_VALUE) {
        throw new Refusal("size is out of range: got=%s", size);
      }
      sizes[i] = (int) size;
    }
    NdArray.count(sizes);
    return sizes;
  }
}
