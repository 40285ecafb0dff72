/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models.onnx.fold;

import ai.onnx.proto.OnnxMl.TensorProto;
import io.tapline.models.onnx.model.Arguments;
import io.tapline.models.onnx.model.ElementBudget;
import io.tapline.models.onnx.model.NdArray;
import io.tapline.models.onnx.model.OnnxNode;
import io.tapline.models.onnx.model.Refusal;
import io.tapline.models.onnx.model.TensorReader;
import java.util.List;
import java.util.Optional;
import java.util.function.IntUnaryOperator;

/**
 * A node all of whose inputs are known, and what it may use to compute its outputs.
 *
 * @param node the node
 * @param inputs its inputs; empty for those left out
 * @param tensors reads tensors in attributes
 * @param budget asked before values are kept
 */
record Fold(
    OnnxNode node, List<Optional<NdArray>> inputs, TensorReader tensors, ElementBudget budget)
    implements Arguments.Inputs {

  @Override
  public Optional<NdArray> constant(int index) {
    return index < inputs.size() ? inputs.get(index) : Optional.empty();
  }

  NdArray input(int index) {
    return constant(index).orElseThrow(() -> new Refusal("input is missing: index=%d", index));
  }

  Optional<NdArray> attribute(String name) {
    Optional<TensorProto> tensor = node.tensor(name);
    return tensor.map(tensors::read);
  }

  /** A new tensor, whose value at {@code i} is the one of {@code from} at {@code source(i)}. */
  NdArray pick(NdArray from, int[] shape, IntUnaryOperator source) {
    double[] values = allocate(shape);
    for (int i = 0; i < values.length; i++) {
      values[i] = from.values()[source.applyAsInt(i)];
    }
    return new NdArray(shape, values, from.integer());
  }

  double[] allocate(int... shape) {
    return new double[budget.take(NdArray.count(shape))];
  }
}
