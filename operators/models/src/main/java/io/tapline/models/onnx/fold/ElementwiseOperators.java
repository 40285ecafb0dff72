/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models.onnx.fold;

import io.tapline.models.onnx.model.NdArray;
import io.tapline.models.onnx.model.Refusal;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;

/** Arithmetic value by value, with broadcasting. */
final class ElementwiseOperators {
  private ElementwiseOperators() {}

  static void register(Map<String, Operator> operators) {
    registerFunctions(operators);
    operators.put("Neg", unary(v -> -v));
    operators.put("Abs", unary(Math::abs));
    operators.put("Sqrt", unary(Math::sqrt));
    operators.put("Exp", unary(Math::exp));
    operators.put("Log", unary(Math::log));
    operators.put("Reciprocal", unary(v -> 1 / v));
    operators.put("Floor", unary(Math::floor));
    operators.put("Ceil", unary(Math::ceil));
    operators.put("Round", unary(Math::rint));
    operators.put("Sign", unary(Math::signum));
    operators.put("Relu", unary(v -> Math.max(v, 0)));
    operators.put("Tanh", unary(Math::tanh));
    operators.put("Sigmoid", unary(v -> 1 / (1 + Math.exp(-v))));
    operators.put("Softplus", unary(v -> Math.max(v, 0) + Math.log1p(Math.exp(-Math.abs(v)))));
    operators.put("Not", fold -> List.of(map(fold, fold.input(0), v -> v == 0 ? 1 : 0)));

    operators.put("Add", binary(Double::sum));
    operators.put("Sub", binary((a, b) -> a - b));
    operators.put("Mul", binary((a, b) -> a * b));
    operators.put("Div", ElementwiseOperators::divide);
    operators.put("Pow", binary(Math::pow));
    operators.put("Mod", ElementwiseOperators::modulo);
    operators.put("Max", binary(Math::max));
    operators.put("Min", binary(Math::min));
    operators.put("Sum", binary(Double::sum));
    operators.put("Equal", truth((a, b) -> a == b ? 1 : 0));
    operators.put("Greater", truth((a, b) -> a > b ? 1 : 0));
    operators.put("GreaterOrEqual", truth((a, b) -> a >= b ? 1 : 0));
    operators.put("Less", truth((a, b) -> a < b ? 1 : 0));
    operators.put("LessOrEqual", truth((a, b) -> a <= b ? 1 : 0));
    operators.put("And", truth((a, b) -> a != 0 && b != 0 ? 1 : 0));
    operators.put("Or", truth((a, b) -> a != 0 || b != 0 ? 1 : 0));
    operators.put("Xor", truth((a, b) -> a != 0 ^ b != 0 ? 1 : 0));
    operators.put("Where", ElementwiseOperators::where);
    operators.put("Clip", ElementwiseOperators::clip);
  }

  private static void registerFunctions(Map<String, Operator> operators) {
    operators.put("Sin", unary(Math::sin));
    operators.put("Cos", unary(Math::cos));
    operators.put("Tan", unary(Math::tan));
    operators.put("Asin", unary(Math::asin));
    operators.put("Acos", unary(Math::acos));
    operators.put("Atan", unary(Math::atan));
    operators.put("Sinh", unary(Math::sinh));
    operators.put("Cosh", unary(Math::cosh));
  }

  private static Operator unary(DoubleUnaryOperator function) {
    return fold -> List.of(map(fold, fold.input(0), function));
  }

  /** Two inputs or more, from the first to the last. */
  private static Operator binary(DoubleBinaryOperator function) {
    return fold -> {
      NdArray result = fold.input(0);
      for (int i = 1; i < fold.inputs().size(); i++) {
        result = combine(fold, result, fold.input(i), function);
      }
      return List.of(result);
    };
  }

  private static Operator truth(DoubleBinaryOperator function) {
    return fold -> {
      NdArray result = combine(fold, fold.input(0), fold.input(1), function);
      return List.of(new NdArray(result.shape(), result.values(), true));
    };
  }

  private static List<NdArray> divide(Fold fold) {
    NdArray a = fold.input(0);
    NdArray b = fold.input(1);
    if (!a.integer()) {
      return List.of(combine(fold, a, b, (x, y) -> x / y));
    }
    return List.of(combine(fold, a, b, (x, y) -> whole(x / nonZero(y))));
  }

  private static List<NdArray> modulo(Fold fold) {
    boolean likeC = fold.node().flag("fmod");
    return List.of(
        combine(
            fold,
            fold.input(0),
            fold.input(1),
            (x, y) -> likeC ? x % y : x - Math.floor(x / nonZero(y)) * y));
  }

  private static double nonZero(double divisor) {
    if (divisor == 0) {
      throw new Refusal("integers are divided by zero");
    }
    return divisor;
  }

  private static double whole(double value) {
    return value < 0 ? Math.ceil(value) : Math.floor(value);
  }

  private static List<NdArray> where(Fold fold) {
    NdArray condition = fold.input(0);
    NdArray yes = fold.input(1);
    NdArray no = fold.input(2);
    int[] shape = Broadcast.shape(condition.shape(), Broadcast.shape(yes.shape(), no.shape()));
    double[] values = fold.allocate(shape);
    for (int i = 0; i < values.length; i++) {
      boolean chosen = condition.values()[Broadcast.source(i, shape, condition.shape())] != 0;
      NdArray from = chosen ? yes : no;
      values[i] = from.values()[Broadcast.source(i, shape, from.shape())];
    }
    return List.of(new NdArray(shape, values, yes.integer()));
  }

  private static List<NdArray> clip(Fold fold) {
    double least =
        fold.constant(1)
            .map(NdArray::single)
            .orElse((double) fold.node().real("min", Float.NEGATIVE_INFINITY));
    double largest =
        fold.constant(2)
            .map(NdArray::single)
            .orElse((double) fold.node().real("max", Float.POSITIVE_INFINITY));
    return List.of(map(fold, fold.input(0), v -> Math.min(largest, Math.max(least, v))));
  }

  private static NdArray map(Fold fold, NdArray input, DoubleUnaryOperator function) {
    double[] values = fold.allocate(input.shape());
    for (int i = 0; i < values.length; i++) {
      values[i] = function.applyAsDouble(input.values()[i]);
    }
    return new NdArray(input.shape(), values, input.integer());
  }

  private static NdArray combine(Fold fold, NdArray a, NdArray b, DoubleBinaryOperator function) {
    int[] shape = Broadcast.shape(a.shape(), b.shape());
    double[] values = fold.allocate(shape);
    for (int i = 0; i < values.length; i++) {
      values[i] =
          function.applyAsDouble(
              a.values()[Broadcast.source(i, shape, a.shape())],
              b.values()[Broadcast.source(i, shape, b.shape())]);
    }
    return new NdArray(shape, values, a.integer() && b.integer());
  }
}
