/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models.onnx.fold;

import io.tapline.models.onnx.model.Arguments;
import io.tapline.models.onnx.model.NdArray;
import io.tapline.models.onnx.model.Refusal;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** The same values in other shapes and orders. */
final class ShapeOperators {
  private ShapeOperators() {}

  static void register(Map<String, Operator> operators) {
    operators.put("Reshape", ShapeOperators::reshape);
    operators.put("Flatten", ShapeOperators::flatten);
    operators.put("Squeeze", ShapeOperators::squeeze);
    operators.put("Unsqueeze", ShapeOperators::unsqueeze);
    operators.put("Transpose", ShapeOperators::transpose);
    operators.put("Expand", ShapeOperators::expand);
    operators.put("Tile", ShapeOperators::tile);
  }

  private static List<NdArray> reshape(Fold fold) {
    NdArray input = fold.input(0);
    return List.of(input.reshaped(Arguments.reshape(fold.node(), fold, input.shape())));
  }

  private static List<NdArray> flatten(Fold fold) {
    NdArray input = fold.input(0);
    return List.of(input.reshaped(Arguments.flatten(fold.node(), input.shape())));
  }

  private static List<NdArray> squeeze(Fold fold) {
    NdArray input = fold.input(0);
    boolean[] squeezed = Arguments.squeezedAxes(fold.node(), fold, input.shape());
    int[] kept =
        IntStream.range(0, input.rank())
            .filter(axis -> !squeezed[axis])
            .map(axis -> input.shape()[axis])
            .toArray();
    return List.of(input.reshaped(kept));
  }

  private static List<NdArray> unsqueeze(Fold fold) {
    NdArray input = fold.input(0);
    boolean[] unsqueezed = Arguments.unsqueezedAxes(fold.node(), fold, input.rank());
    int[] shape = new int[unsqueezed.length];
    int from = 0;
    for (int axis = 0; axis < shape.length; axis++) {
      shape[axis] = unsqueezed[axis] ? 1 : input.shape()[from++];
    }
    return List.of(input.reshaped(shape));
  }

  private static List<NdArray> transpose(Fold fold) {
    NdArray input = fold.input(0);
    return List.of(transpose(fold, input, Arguments.permutation(fold.node(), input.rank())));
  }

  static NdArray transpose(Fold fold, NdArray input, int[] permutation) {
    int rank = input.rank();
    int[] from = NdArray.strides(input.shape());
    int[] shape = new int[rank];
    for (int axis = 0; axis < rank; axis++) {
      shape[axis] = input.shape()[permutation[axis]];
    }
    return fold.pick(
        input,
        shape,
        i -> {
          int rest = i;
          int source = 0;
          for (int axis = rank - 1; axis >= 0; axis--) {
            source += rest % shape[axis] * from[permutation[axis]];
            rest /= shape[axis];
          }
          return source;
        });
  }

  private static List<NdArray> expand(Fold fold) {
    NdArray input = fold.input(0);
    int[] shape = Broadcast.shape(input.shape(), CreationOperators.sizes(fold.input(1)));
    return List.of(Broadcast.to(fold, input, shape));
  }

  private static List<NdArray> tile(Fold fold) {
    NdArray input = fold.input(0);
    int[] repeats = CreationOperators.sizes(fold.input(1));
    int rank = input.rank();
    if (repeats.length != rank) {
      throw new Refusal("repeats do not fit: rank=%d, repeats=%d", rank, repeats.length);
    }
    int[] shape = new int[rank];
    for (int axis = 0; axis < rank; axis++) {
      shape[axis] = (int) NdArray.count(input.shape()[axis], repeats[axis]);
    }
    int[] from = NdArray.strides(input.shape());
    return List.of(
        fold.pick(
            input,
            shape,
            i -> {
              int rest = i;
              int source = 0;
              for (int axis = rank - 1; axis >= 0; axis--) {
                source += rest % shape[axis] % input.shape()[axis] * from[axis];
                rest /= shape[axis];
              }
              return source;
            }));
  }
}
