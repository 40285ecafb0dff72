/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models.onnx.op;

import io.tapline.models.OperatorSupport;
import io.tapline.models.onnx.model.Refusal;
import io.tapline.models.onnx.stream.Value;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** All operators that can be met on the way of a stream. */
public final class StreamOperators {
  private static final Map<String, StreamOperator> OPERATORS = new HashMap<>();
  private static final Set<String> ELEMENTWISE;

  static {
    ArithmeticOperators.register(OPERATORS);
    ActivationOperators.register(OPERATORS);
    ConditionOperators.register(OPERATORS);
    ELEMENTWISE = Set.copyOf(OPERATORS.keySet());
    ConvolutionOperators.register(OPERATORS);
    PoolingOperators.register(OPERATORS);
    MatrixOperators.register(OPERATORS);
    NormalizationOperators.register(OPERATORS);
    SoftmaxOperators.register(OPERATORS);
    ReductionOperators.register(OPERATORS);
    ShapeOperators.register(OPERATORS);
    SelectionOperators.register(OPERATORS);
    ConcatenationOperators.register(OPERATORS);
    PadOperators.register(OPERATORS);
    RecurrentOperators.register(OPERATORS);
    ResizeOperators.register(OPERATORS);
    EinsumOperators.register(OPERATORS);
    MicrosoftOperators.register(OPERATORS);
    UnstreamableOperators.register(OPERATORS);
  }

  /** Those that compute with integers and truth values, where float32 holds them, as with reals. */
  private static final Set<String> OF_INTEGERS =
      Set.of(
          "Add",
          "Sub",
          "Mul",
          "Max",
          "Min",
          "Sum",
          "Neg",
          "Abs",
          "Sign",
          "Mod",
          "Relu",
          "Clip",
          "Equal",
          "Greater",
          "GreaterOrEqual",
          "Less",
          "LessOrEqual",
          "And",
          "Or",
          "Xor",
          "Not",
          "Where",
          "Cast",
          "CastLike",
          "Identity",
          "Shape",
          "Size",
          "Reshape",
          "Flatten",
          "Squeeze",
          "Unsqueeze",
          "Transpose",
          "Expand",
          "Tile",
          "Slice",
          "Split",
          "Gather",
          "Concat",
          "Pad",
          "ReduceSum",
          "ReduceMax",
          "ReduceMin");

  private StreamOperators() {}

  /** Whether something is known of this operator, be it why it is refused. */
  public static boolean knows(String op) {
    return OPERATORS.containsKey(op);
  }

  /** Whether nodes of this operator compute value by value. */
  public static boolean isElementwise(String op) {
    return ELEMENTWISE.contains(op);
  }

  /**
   * What becomes of each operator, by name.
   *
   * @param oldest the oldest opset of files that are read
   * @param newest the newest one
   */
  public static List<OperatorSupport> support(int oldest, int newest) {
    return OPERATORS.keySet().stream()
        .sorted(String.CASE_INSENSITIVE_ORDER)
        .map(
            name ->
                support(
                    name,
                    name.startsWith(MicrosoftOperators.DOMAIN)
                        ? "1"
                        : OperatorOpsets.first(name, oldest) + " to " + newest))
        .toList();
  }

  private static OperatorSupport support(String name, String opsets) {
    OperatorConditions conditions = OperatorConditions.of(name);
    return UnstreamableOperators.reason(name)
        .map(reason -> OperatorSupport.refused(name, opsets, reason))
        .orElseGet(
            () ->
                new OperatorSupport(
                    name, opsets, conditions.stream(), conditions.window(), conditions.note()));
  }

  /** Makes layers of a node, and tells what its outputs are. */
  public static List<Value> apply(NodeImport in) {
    StreamOperator operator = OPERATORS.get(in.node().operator());
    if (operator == null) {
      throw new Refusal("operator does not stream; express it by other operators");
    }
    boolean reals =
        in.inputs().stream()
            .flatMap(Optional::stream)
            .allMatch(value -> !(value instanceof Value.Streamed s) || s.isReal());
    if (!reals && !OF_INTEGERS.contains(in.node().op())) {
      throw new Refusal("operator does not stream integers or truth values; cast them to float");
    }
    return operator.apply(in);
  }
}
