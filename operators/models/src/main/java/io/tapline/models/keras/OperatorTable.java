/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models.keras;

import io.tapline.network.function.Activation;
import io.tapline.network.function.Activation.Kind;
import io.tapline.network.function.Arithmetic;
import io.tapline.network.function.Reduction;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Which operations can be taken, by the names that Keras 3 has for them. */
final class OperatorTable {

  private static final List<Kind> NAMED_ALIKE =
      List.of(
          Kind.SIGN,
          Kind.FLOOR,
          Kind.CEIL,
          Kind.SIN,
          Kind.COS,
          Kind.TAN,
          Kind.SINH,
          Kind.COSH,
          Kind.LOG1P,
          Kind.EXPM1);

  private OperatorTable() {}

  static Map<String, Operators.Operator> all() {
    Map<String, Operators.Operator> table = new HashMap<>();
    addArithmetic(table);
    addConditions(table);
    addFunctions(table);
    addActivations(table);
    addReductions(table);
    addShapes(table);
    return Map.copyOf(table);
  }

  private static void addArithmetic(Map<String, Operators.Operator> table) {
    table.put("add", call -> ArithmeticOperators.binary(call, Arithmetic.ADD));
    table.put("subtract", call -> ArithmeticOperators.binary(call, Arithmetic.SUBTRACT));
    table.put("multiply", call -> ArithmeticOperators.binary(call, Arithmetic.MULTIPLY));
    table.put("true_divide", call -> ArithmeticOperators.binary(call, Arithmetic.DIVIDE));
    table.put("maximum", call -> ArithmeticOperators.binary(call, Arithmetic.MAXIMUM));
    table.put("minimum", call -> ArithmeticOperators.binary(call, Arithmetic.MINIMUM));
    table.put("power", ArithmeticOperators::power);
    table.put("mod", call -> ArithmeticOperators.binary(call, Arithmetic.MODULO));
    table.put("arctan2", call -> ArithmeticOperators.binary(call, Arithmetic.ATAN2));
    table.put("floor_divide", ArithmeticOperators::floorDivide);
    table.put("squared_difference", ArithmeticOperators::squaredDifference);
  }

  private static void addConditions(Map<String, Operators.Operator> table) {
    table.put("greater", call -> Comparisons.compare(call, Arithmetic.GREATER));
    table.put("less", call -> Comparisons.compare(call, Arithmetic.LESS));
    table.put("greater_equal", call -> Comparisons.compare(call, Arithmetic.GREATER_OR_EQUAL));
    table.put("less_equal", call -> Comparisons.compare(call, Arithmetic.LESS_OR_EQUAL));
    table.put("equal", call -> Comparisons.compare(call, Arithmetic.EQUAL));
    table.put("not_equal", call -> Comparisons.compare(call, Arithmetic.NOT_EQUAL));
    table.put("logical_and", call -> Comparisons.logical(call, Arithmetic.MINIMUM));
    table.put("logical_or", call -> Comparisons.logical(call, Arithmetic.MAXIMUM));
    table.put("logical_xor", call -> Comparisons.logical(call, Arithmetic.NOT_EQUAL));
    table.put("logical_not", Comparisons::not);
    table.put("isnan", call -> Comparisons.is(call, Activation.of(Kind.IS_NAN)));
    table.put("isinf", call -> Comparisons.is(call, Activation.of(Kind.IS_INFINITE, 1f, 1f)));
    table.put("isfinite", Comparisons::isFinite);
    table.put(
        "any",
        call -> Comparisons.reduce(call, of -> ReductionOperators.reduce(of, Reduction.MAX)));
    table.put(
        "all",
        call -> Comparisons.reduce(call, of -> ReductionOperators.reduce(of, Reduction.MIN)));
    table.put("where", Selection::where);
  }

  private static void addFunctions(Map<String, Operators.Operator> table) {
    put(table, "absolute", Activation.ABS);
    put(table, "negative", Activation.NEGATE);
    put(table, "square", Activation.SQUARE);
    put(table, "sqrt", Activation.SQRT);
    put(table, "rsqrt", Activation.SQRT, Activation.RECIPROCAL);
    put(table, "reciprocal", Activation.RECIPROCAL);
    put(table, "exp", Activation.EXP);
    put(table, "log", Activation.LOG);
    put(table, "tanh", Activation.TANH);
    put(table, "erf", Activation.ERF);
    for (Kind kind : NAMED_ALIKE) {
      put(table, kind.name().toLowerCase(Locale.ROOT), Activation.of(kind));
    }
    put(table, "arcsin", Activation.of(Kind.ASIN));
    put(table, "arccos", Activation.of(Kind.ACOS));
    put(table, "arctan", Activation.of(Kind.ATAN));
    put(table, "arcsinh", Activation.of(Kind.ASINH));
    put(table, "arccosh", Activation.of(Kind.ACOSH));
    put(table, "arctanh", Activation.of(Kind.ATANH));
    put(table, "trunc", Activation.of(Kind.TRUNCATE));
    table.put("round", ArithmeticOperators::round);
    table.put("log2", call -> ArithmeticOperators.logarithm(call, 2));
    table.put("log10", call -> ArithmeticOperators.logarithm(call, 10));
    table.put("clip", ArithmeticOperators::clip);
    table.put("cast", ArithmeticOperators::cast);
    table.put("identity", Operators::only);
    table.put("stop_gradient", Operators::only);
  }

  /** Those that {@code keras.activations} has too, by the same names. */
  private static void addActivations(Map<String, Operators.Operator> table) {
    for (String name :
        new String[] {
          "relu",
          "relu6",
          "sigmoid",
          "softplus",
          "softsign",
          "silu",
          "log_sigmoid",
          "selu",
          "hard_sigmoid",
          "hard_silu",
          "hard_tanh",
          "mish",
          "sparse_plus",
          "squareplus",
          "tanh_shrink",
          "sparse_sigmoid"
        }) {
      table.put(name, call -> ActivationOperators.named(call, name));
    }
    table.put("elu", call -> ActivationOperators.with(call, Activation::elu, 1f, "alpha"));
    table.put("celu", call -> ActivationOperators.with(call, Activation::celu, 1f, "alpha"));
    table.put(
        "leaky_relu",
        call ->
            ActivationOperators.with(call, Activation::leakyRelu, 0.2f, "negative_slope", "alpha"));
    table.put(
        "soft_shrink",
        call -> ActivationOperators.with(call, x -> Activation.shrink(x, x), 0.5f, "threshold"));
    table.put(
        "hard_shrink",
        call -> ActivationOperators.with(call, x -> Activation.shrink(x, 0f), 0.5f, "threshold"));
    table.put("gelu", ActivationOperators::gelu);
    table.put("softmax", call -> ActivationOperators.softmax(call, false));
    table.put("log_softmax", call -> ActivationOperators.softmax(call, true));
  }

  private static void addReductions(Map<String, Operators.Operator> table) {
    table.put("mean", call -> ReductionOperators.reduce(call, Reduction.AVERAGE));
    table.put("sum", call -> ReductionOperators.reduce(call, Reduction.SUM));
    table.put("max", call -> ReductionOperators.reduce(call, Reduction.MAX));
    table.put("min", call -> ReductionOperators.reduce(call, Reduction.MIN));
    table.put("logsumexp", ReductionOperators::logSumExp);
    table.put("var", call -> ReductionOperators.deviation(call, false));
    table.put("std", call -> ReductionOperators.deviation(call, true));
  }

  private static void addShapes(Map<String, Operators.Operator> table) {
    table.put("get_item", Slicing::item);
    table.put("reshape", ShapeOperators::reshape);
    table.put("transpose", ShapeOperators::transpose);
    table.put("squeeze", ShapeOperators::squeeze);
    table.put("expand_dims", ShapeOperators::expand);
    table.put("concatenate", ShapeOperators::concatenate);
  }

  private static void put(Map<String, Operators.Operator> table, String name, Activation... steps) {
    table.put(name, call -> ActivationFunction.of(steps).alone(call.layer(), Operators.only(call)));
  }
}
