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
import java.util.Optional;

/** Weights that are stored in few bits: scale · (x − zero point), of each channel or of all. */
final class QuantizationOperators {

  private QuantizationOperators() {}

  static void register(Map<String, Operator> operators) {
    for (String domain : new String[] {"", "com.microsoft."}) {
      operators.put(domain + "DequantizeLinear", QuantizationOperators::dequantize);
      operators.put(domain + "QuantizeLinear", QuantizationOperators::quantize);
    }
  }

  private static List<NdArray> dequantize(Fold fold) {
    NdArray input = fold.input(0);
    NdArray scale = fold.input(1);
    Optional<NdArray> zero = fold.constant(2);
    Places places = Places.of(fold, input, scale);
    double[] values = fold.allocate(input.shape());
    for (int i = 0; i < values.length; i++) {
      int place = places.of(i);
      double offset = zero.isPresent() ? zero.get().values()[place] : 0;
      values[i] = (float) ((input.values()[i] - offset) * (float) scale.values()[place]);
    }
    return List.of(new NdArray(input.shape(), values, false));
  }

  /** Rounded half to even, in float32 as runtimes do, and cut off at the type's bounds. */
  private static List<NdArray> quantize(Fold fold) {
    NdArray input = fold.input(0);
    NdArray scale = fold.input(1);
    Optional<NdArray> zero = fold.constant(2);
    long[] range = zero.flatMap(NdArray::range).orElse(zero.isEmpty() ? new long[] {0, 255} : null);
    if (range == null || fold.node().integer("output_dtype", 0) != 0) {
      throw new Refusal("the type that values are quantized to is not known");
    }
    Places places = Places.of(fold, input, scale);
    double[] values = fold.allocate(input.shape());
    for (int i = 0; i < values.length; i++) {
      int place = places.of(i);
      double offset = zero.isPresent() ? zero.get().values()[place] : 0;
      double rounded =
          Math.rint((float) input.values()[i] / (float) scale.values()[place]) + offset;
      values[i] = Math.max(range[0], Math.min(range[1], rounded));
    }
    return List.of(new NdArray(input.shape(), values, true));
  }

  /**
   * Which scale is that of a value.
   *
   * @param count how many scales there are
   * @param inner values behind each other that have the same
   */
  private record Places(int count, int inner) {

    static Places of(Fold fold, NdArray input, NdArray scale) {
      if (fold.node().integer("block_size", 0) != 0) {
        throw new Refusal("scales of blocks are not supported; use one for each channel");
      }
      fold.constant(2).ifPresent(zero -> requireSame(zero.size(), scale.size()));
      if (scale.size() == 1) {
        return new Places(1, 1);
      }
      int axis = Arguments.axis(fold.node().integer("axis", 1), input.rank());
      requireSame(input.shape()[axis], scale.size());
      return new Places(scale.size(), NdArray.strides(input.shape())[axis]);
    }

    int of(int index) {
      return index / inner % count;
    }

    private static void requireSame(int expected, int got) {
      if (expected != got) {
        throw new Refusal(
            "scales do not fit the values or zero points: expected=%d, got=%d", expected, got);
      }
    }
  }
}
