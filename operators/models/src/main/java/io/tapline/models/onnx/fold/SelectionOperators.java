/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models.onnx.fold;

import io.tapline.models.onnx.model.Arguments;
import io.tapline.models.onnx.model.NdArray;
import io.tapline.models.onnx.model.Refusal;
import io.tapline.models.onnx.model.SliceRange;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Parts of tensors, and tensors of parts. */
final class SelectionOperators {
  private SelectionOperators() {}

  static void register(Map<String, Operator> operators) {
    operators.put("Slice", SelectionOperators::slice);
    operators.put("Gather", SelectionOperators::gather);
    operators.put("Split", SelectionOperators::split);
    operators.put("Concat", SelectionOperators::concat);
    operators.put("Pad", SelectionOperators::pad);
  }

  private static List<NdArray> slice(Fold fold) {
    NdArray input = fold.input(0);
    return List.of(slice(fold, input, SliceRange.of(fold.node(), fold, input.shape())));
  }

  private static NdArray slice(Fold fold, NdArray input, SliceRange[] ranges) {
    int rank = input.rank();
    int[] from = NdArray.strides(input.shape());
    int[] shape = Arrays.stream(ranges).mapToInt(SliceRange::count).toArray();
    return fold.pick(
        input,
        shape,
        i -> {
          int rest = i;
          int source = 0;
          for (int axis = rank - 1; axis >= 0; axis--) {
            SliceRange range = ranges[axis];
            source += (range.start() + rest % shape[axis] * range.step()) * from[axis];
            rest /= shape[axis];
          }
          return source;
        });
  }

  private static List<NdArray> gather(Fold fold) {
    NdArray input = fold.input(0);
    NdArray indices = fold.input(1);
    int axis = CreationOperators.axis(fold, input.rank());
    int size = input.shape()[axis];
    int inner = NdArray.strides(input.shape())[axis];
    int[] positions = new int[indices.size()];
    for (int i = 0; i < positions.length; i++) {
      positions[i] = Arguments.axis((long) indices.values()[i], size);
    }
    int[] shape = new int[input.rank() - 1 + indices.rank()];
    System.arraycopy(input.shape(), 0, shape, 0, axis);
    System.arraycopy(indices.shape(), 0, shape, axis, indices.rank());
    System.arraycopy(
        input.shape(), axis + 1, shape, axis + indices.rank(), input.rank() - axis - 1);
    return List.of(
        fold.pick(
            input,
            shape,
            i -> {
              int position = positions[i / inner % positions.length];
              int outer = i / inner / positions.length;
              return (outer * size + position) * inner + i % inner;
            }));
  }

  private static List<NdArray> split(Fold fold) {
    NdArray input = fold.input(0);
    int axis = CreationOperators.axis(fold, input.rank());
    List<NdArray> parts = new ArrayList<>();
    int start = 0;
    for (int part : Arguments.parts(fold.node(), fold, input.shape()[axis])) {
      SliceRange[] ranges = new SliceRange[input.rank()];
      Arrays.setAll(ranges, i -> SliceRange.whole(input.shape()[i]));
      ranges[axis] = new SliceRange(start, start + part, 1, part);
      parts.add(slice(fold, input, ranges));
      start += part;
    }
    return parts;
  }

  private static List<NdArray> concat(Fold fold) {
    NdArray first = fold.input(0);
    int axis = Arguments.axis(fold.node().integer("axis", 1), first.rank());
    int[] shape = first.shape().clone();
    shape[axis] = 0;
    for (int i = 0; i < fold.inputs().size(); i++) {
      NdArray part = fold.input(i);
      for (int other = 0; other < shape.length; other++) {
        if (part.rank() != shape.length || other != axis && part.shape()[other] != shape[other]) {
          throw new Refusal(
              "parts do not fit: first=%s, part %d=%s",
              Arrays.toString(first.shape()), i, Arrays.toString(part.shape()));
        }
      }
      shape[axis] += part.shape()[axis];
    }
    double[] values = fold.allocate(shape);
    int inner = NdArray.strides(shape)[axis];
    int row = shape[axis] * inner;
    int offset = 0;
    for (int i = 0; i < fold.inputs().size(); i++) {
      NdArray part = fold.input(i);
      int width = part.shape()[axis] * inner;
      for (int from = 0, to = offset; width > 0 && from < part.size(); from += width, to += row) {
        System.arraycopy(part.values(), from, values, to, width);
      }
      offset += width;
    }
    return List.of(new NdArray(shape, values, first.integer()));
  }

  private static List<NdArray> pad(Fold fold) {
    if (!fold.node().text("mode", "constant").equals("constant")) {
      throw new Refusal("constants are padded with a constant only");
    }
    NdArray input = fold.input(0);
    int rank = input.rank();
    int[][] pads = Arguments.pads(fold.node(), fold, rank);
    double value =
        fold.constant(2).map(NdArray::single).orElse((double) fold.node().real("value", 0));
    int[] shape = new int[rank];
    for (int axis = 0; axis < rank; axis++) {
      shape[axis] = Math.max(0, input.shape()[axis] + pads[0][axis] + pads[1][axis]);
    }
    double[] values = fold.allocate(shape);
    int[] from = NdArray.strides(input.shape());
    for (int i = 0; i < values.length; i++) {
      int rest = i;
      int source = 0;
      boolean inside = true;
      for (int axis = rank - 1; axis >= 0; axis--) {
        int position = rest % shape[axis] - pads[0][axis];
        rest /= shape[axis];
        inside &= position >= 0 && position < input.shape()[axis];
        source += position * from[axis];
      }
      values[i] = inside ? input.values()[source] : value;
    }
    return List.of(new NdArray(shape, values, input.integer()));
  }
}
