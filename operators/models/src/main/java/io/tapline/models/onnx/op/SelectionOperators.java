/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models.onnx.op;

import io.tapline.models.onnx.model.Arguments;
import io.tapline.models.onnx.model.NdArray;
import io.tapline.models.onnx.model.Refusal;
import io.tapline.models.onnx.model.SliceRange;
import io.tapline.models.onnx.stream.Axis;
import io.tapline.models.onnx.stream.Layers;
import io.tapline.models.onnx.stream.Rearranging;
import io.tapline.models.onnx.stream.Stream;
import io.tapline.models.onnx.stream.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Some of the channels, or some of the frames. */
final class SelectionOperators {
  private SelectionOperators() {}

  static void register(Map<String, StreamOperator> operators) {
    operators.put("Slice", SelectionOperators::slice);
    operators.put("Split", SelectionOperators::split);
    operators.put("Gather", SelectionOperators::gather);
    operators.put("ReverseSequence", SelectionOperators::reverse);
  }

  private static List<Value> slice(NodeImport in) {
    Stream result = in.stream(0);
    SliceRange[] ranges = SliceRange.of(in.node(), in, result.shape());
    for (int axis = 0; axis < ranges.length; axis++) {
      result = slice(in.layers(), result, axis, ranges[axis]);
    }
    return List.of(Value.of(result));
  }

  private static Stream slice(Layers layers, Stream input, int axis, SliceRange range) {
    Axis sliced = input.axis(axis);
    if (range.isWhole(sliced.size())) {
      return input;
    }
    if (range.count() == 0) {
      throw new Refusal("slice takes nothing: axes=%s, axis=%d", input.axes(), axis);
    }
    if (sliced.isChannels()) {
      int[] positions =
          IntStream.range(0, range.count()).map(i -> range.start() + i * range.step()).toArray();
      return Rearranging.select(layers, input, axis, positions);
    }
    if (!sliced.isTime()) {
      throw new Refusal("streams side by side are not taken apart: axes=%s", input.axes());
    }
    if (range.count() == 1) {
      return step(layers, input, range.start());
    }
    if (range.step() == -1 && range.count() == sliced.size()) {
      return layers.reverse(input);
    }
    if (range.step() < 0) {
      throw new Refusal("time cannot run backwards: axes=%s, step=%d", input.axes(), range.step());
    }
    return layers.pad(input, -range.start(), range.end() - sliced.size(), range.step(), 0);
  }

  /** One frame of a window, told from the end that it is nearer to. */
  private static Stream step(Layers layers, Stream input, int index) {
    int frames = input.frames().orElseThrow();
    return layers.step(input, index < frames / 2 ? index : index - frames);
  }

  private static List<Value> split(NodeImport in) {
    Stream input = in.stream(0);
    int axis = Arguments.axis(in.node().integer("axis", 0), input.rank());
    List<Value> parts = new ArrayList<>();
    int start = 0;
    for (int size : Arguments.parts(in.node(), in, input.axis(axis).size())) {
      int end = start + size;
      parts.add(Value.of(slice(in.layers(), input, axis, new SliceRange(start, end, 1, size))));
      start = end;
    }
    return parts;
  }

  /** Sequences that are as long as the tensor are turned round as wholes. */
  private static List<Value> reverse(NodeImport in) {
    Stream input = in.stream(0);
    int axis = Arguments.axis(in.node().integer("time_axis", 0), input.rank());
    int size = input.axis(axis).size();
    boolean whole = Arrays.stream(in.neededConstant(1).values()).allMatch(length -> length == size);
    if (!whole || !input.axis(axis).isTime()) {
      throw new Refusal(
          "sequences can be turned round as wholes only: axes=%s, axis=%d", input.axes(), axis);
    }
    return List.of(Value.of(in.layers().reverse(input)));
  }

  private static List<Value> gather(NodeImport in) {
    if (!in.isStream(0)) {
      throw new Refusal("a look-up by the data is no arithmetic; feed what it would give");
    }
    Stream input = in.stream(0);
    int axis = Arguments.axis(in.node().integer("axis", 0), input.rank());
    NdArray indices = in.neededConstant(1);
    if (indices.rank() > 1) {
      throw new Refusal("indices must have one axis at most: %s", indices);
    }
    int size = input.axis(axis).size();
    int[] positions = new int[indices.size()];
    for (int i = 0; i < positions.length; i++) {
      positions[i] = Arguments.axis((long) indices.values()[i], size);
    }
    Stream gathered = gather(in.layers(), input, axis, positions);
    if (indices.rank() == 1) {
      return List.of(Value.of(gathered));
    }
    List<Axis> axes = new ArrayList<>(gathered.axes());
    axes.remove(axis);
    return List.of(Value.of(gathered.with(axes)));
  }

  private static Stream gather(Layers layers, Stream input, int axis, int[] positions) {
    if (input.axis(axis).isChannels()) {
      return Rearranging.select(layers, input, axis, positions);
    }
    boolean run = positions.length > 0;
    for (int i = 1; i < positions.length; i++) {
      run &= positions[i] == positions[0] + i;
    }
    if (!run || !input.axis(axis).isTime()) {
      throw new Refusal(
          "frames can be taken in their order only: axes=%s, axis=%d", input.axes(), axis);
    }
    if (positions.length == 1) {
      return step(layers, input, positions[0]);
    }
    int end = positions[0] + positions.length;
    return slice(layers, input, axis, new SliceRange(positions[0], end, 1, positions.length));
  }
}
