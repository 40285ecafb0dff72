/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models;

import io.tapline.network.layer.Weights;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Hands the tensors of a weights file out to the layers, checks their shapes, and knows which
 * nobody has asked for.
 */
final class TensorSource {
  private final Map<String, Tensor> tensors;
  private final boolean sound;
  private final List<String> problems;
  private final Set<String> asked = new LinkedHashSet<>();

  /**
   * @param sound whether the whole file could be read; if not, what is missing has been told
   *     already
   */
  TensorSource(Map<String, Tensor> tensors, boolean sound, List<String> problems) {
    this.tensors = tensors;
    this.sound = sound;
    this.problems = problems;
  }

  /**
   * Takes a tensor; notes a problem and gives no weights if it is missing, has another shape or
   * values that are not finite.
   *
   * @param shape the sizes expected, {@link Entries#UNKNOWN} where any will do
   */
  Weights take(String name, long... shape) {
    asked.add(name);
    Tensor tensor = tensors.get(name);
    if (tensor == null) {
      if (sound) {
        problems.add("tensor is missing in the weights: tensor=" + name + ", shape=" + show(shape));
      }
      return Weights.none();
    }
    if (!fits(tensor.shape(), shape)) {
      problems.add(
          "tensor has another shape: tensor="
              + name
              + ", expected="
              + show(shape)
              + ", got="
              + tensor.shape());
      return Weights.none();
    }
    float[] values = tensor.toArray();
    for (int i = 0; i < values.length; i++) {
      if (!Float.isFinite(values[i])) {
        problems.add(
            "tensor has a value that is not finite: tensor="
                + name
                + ", index="
                + i
                + ", got="
                + values[i]);
        return Weights.none();
      }
    }
    return Weights.of(values);
  }

  void refuseOtherTensors() {
    for (String name : tensors.keySet()) {
      if (!asked.contains(name)) {
        problems.add("tensor belongs to no layer: tensor=" + name);
      }
    }
  }

  private static boolean fits(List<Long> got, long[] expected) {
    if (got.size() != expected.length) {
      return false;
    }
    for (int i = 0; i < expected.length; i++) {
      if (expected[i] != Entries.UNKNOWN && got.get(i) != expected[i]) {
        return false;
      }
    }
    return true;
  }

  private static String show(long[] shape) {
    return Arrays.stream(shape)
        .mapToObj(size -> size == Entries.UNKNOWN ? "?" : Long.toString(size))
        .collect(Collectors.joining(", ", "[", "]"));
  }
}
