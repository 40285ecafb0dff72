/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models.onnx.fold;

import ai.onnx.proto.OnnxMl.TensorProto;
import io.tapline.models.onnx.model.ElementBudget;
import io.tapline.models.onnx.model.NdArray;
import io.tapline.models.onnx.model.OnnxNode;
import io.tapline.models.onnx.model.Refusal;
import io.tapline.models.onnx.model.TensorReader;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Computes nodes all of whose inputs are known. */
public final class ConstantFolding {
  private static final Map<String, Operator> OPERATORS = new HashMap<>();

  static {
    ElementwiseOperators.register(OPERATORS);
    CreationOperators.register(OPERATORS);
    ShapeOperators.register(OPERATORS);
    SelectionOperators.register(OPERATORS);
    ReductionOperators.register(OPERATORS);
    QuantizationOperators.register(OPERATORS);
  }

  private final TensorReader tensors;
  private final ElementBudget budget;

  public ConstantFolding(TensorReader tensors, ElementBudget budget) {
    this.tensors = tensors;
    this.budget = budget;
  }

  /** Whether nodes of this operator can be computed. */
  public static boolean knows(String op) {
    return OPERATORS.containsKey(op);
  }

  /** A tensor that a graph inside a node brings along. */
  public NdArray read(TensorProto tensor) {
    return tensors.read(tensor);
  }

  /** The outputs of a node, given its inputs; empty for those that are left out. */
  public List<NdArray> fold(OnnxNode node, List<Optional<NdArray>> inputs) {
    Operator operator = OPERATORS.get(node.operator());
    if (operator == null) {
      throw new Refusal("operator cannot be computed from constants");
    }
    return operator.apply(new Fold(node, inputs, tensors, budget));
  }
}
