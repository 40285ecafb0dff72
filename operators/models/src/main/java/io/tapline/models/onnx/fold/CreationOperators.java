/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models.onnx.fold;

import io.tapline.models.onnx.model.Arguments;
import io.tapline.models.onnx.model.NdArray;
import io.tapline.models.onnx.model.OnnxNode;
import io.tapline.models.onnx.model.Refusal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Tensors out of nothing, out of shapes, and of another type. */
final class CreationOperators {
  private CreationOperators() {}

  static void register(Map<String, Operator> operators) {
    operators.put("Constant", CreationOperators::constant);
    operators.put("ConstantOfShape", CreationOperators::constantOfShape);
    operators.put("Range", CreationOperators::range);
    operators.put("Shape", fold -> List.of(Arguments.shape(fold.node(), fold.input(0).shape())));
    operators.put("Size", fold -> List.of(NdArray.scalar(fold.input(0).size(), true)));
    operators.put("Cast", CreationOperators::cast);
    operators.put("CastLike", CreationOperators::castLike);
    operators.put("Identity", fold -> List.of(fold.input(0)));
    operators.put("Dropout", CreationOperators::dropout);
  }

  private static List<NdArray> dropout(Fold fold) {
    Arguments.requireNoDropping(fold.node(), fold);
    return List.of(fold.input(0));
  }

  private static List<NdArray> constant(Fold fold) {
    OnnxNode node = fold.node();
    if (node.has("value")) {
      return List.of(fold.attribute("value").orElseThrow());
    } else if (node.has("value_float")) {
      return List.of(NdArray.scalar(node.real("value_float", 0), false));
    } else if (node.has("value_int")) {
      return List.of(NdArray.scalar(node.integer("value_int", 0), true));
    } else if (node.has("value_ints")) {
      return List.of(NdArray.integers(node.integers("value_ints").orElseThrow()));
    } else if (node.has("value_floats")) {
      double[] values = node.reals("value_floats").orElseThrow();
      return List.of(new NdArray(new int[] {values.length}, values, false));
    }
    throw new Refusal("constant has no value that can be read");
  }

  private static List<NdArray> constantOfShape(Fold fold) {
    int[] shape = sizes(fold.input(0));
    NdArray value = fold.attribute("value").orElse(NdArray.scalar(0, false));
    double[] values = fold.allocate(shape);
    Arrays.fill(values, value.single());
    return List.of(new NdArray(shape, values, value.integer()));
  }

  /** A tensor's values as the sizes of a shape. */
  static int[] sizes(NdArray array) {
    long[] sizes = array.toLongs();
    for (long size : sizes) {
      if (size < 0 || size > Integer.MAX_VALUE) {
        throw new Refusal("size is out of range: got=%d", size);
      }
    }
    return Arrays.stream(sizes).mapToInt(size -> (int) size).toArray();
  }

  private static List<NdArray> range(Fold fold) {
    double start = fold.input(0).single();
    double limit = fold.input(1).single();
    double step = fold.input(2).single();
    double count = Math.max(0, Math.ceil((limit - start) / step));
    if (!(count <= Integer.MAX_VALUE)) {
      throw new Refusal("range is out of range: start=%s, limit=%s, step=%s", start, limit, step);
    }
    double[] values = fold.allocate((int) count);
    for (int i = 0; i < values.length; i++) {
      values[i] = start + i * step;
    }
    return List.of(new NdArray(new int[] {values.length}, values, fold.input(0).integer()));
  }

  private static List<NdArray> cast(Fold fold) {
    // Old opsets write the type's name (Cast-1); the newer ones its number.
    int to = fold.node().integer("to", 1);
    boolean real = to == 1 || to == 10 || to == 11 || to == 16;
    return List.of(cast(fold, fold.input(0), !real, to == 9));
  }

  private static List<NdArray> castLike(Fold fold) {
    return List.of(cast(fold, fold.input(0), fold.input(1).integer(), false));
  }

  private static NdArray cast(Fold fold, NdArray input, boolean integer, boolean truth) {
    if (input.integer() == integer && !truth) {
      return input;
    }
    double[] values = fold.allocate(input.shape());
    for (int i = 0; i < values.length; i++) {
      double value = input.values()[i];
      if (truth) {
        values[i] = value == 0 ? 0 : 1;
      } else {
        values[i] = integer ? (long) value : value;
      }
    }
    return new NdArray(input.shape(), values, integer);
  }

  static int axis(Fold fold, int rank) {
    return Arguments.axis(fold.node().integer("axis", 0), rank);
  }
}
