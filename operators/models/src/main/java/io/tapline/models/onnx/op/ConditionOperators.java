/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models.onnx.op;

import io.tapline.models.onnx.model.Refusal;
import io.tapline.models.onnx.stream.Choosing;
import io.tapline.models.onnx.stream.Stream;
import io.tapline.models.onnx.stream.Value;
import io.tapline.network.function.Activation;
import io.tapline.network.function.Arithmetic;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Comparisons, operators of truth values, which are 1 and 0, and what is chosen by them. */
final class ConditionOperators {
  private static final int TRUTH = 9;
  private static final int INT32 = 6;
  private static final int INT64 = 7;
  private static final int OPERANDS_OF_WHERE = 3;

  private ConditionOperators() {}

  static void register(Map<String, StreamOperator> operators) {
    truth(operators, "Equal", Arithmetic.EQUAL);
    truth(operators, "Greater", Arithmetic.GREATER);
    truth(operators, "GreaterOrEqual", Arithmetic.GREATER_OR_EQUAL);
    truth(operators, "Less", Arithmetic.LESS);
    truth(operators, "LessOrEqual", Arithmetic.LESS_OR_EQUAL);
    truth(operators, "And", Arithmetic.MINIMUM);
    truth(operators, "Or", Arithmetic.MAXIMUM);
    truth(operators, "Xor", Arithmetic.NOT_EQUAL);
    operators.put("Not", in -> truth(in.layers().constant(in.view(0), Arithmetic.EQUAL, 0, false)));
    operators.put("IsNaN", in -> is(in, Activation.of(Activation.Kind.IS_NAN)));
    operators.put("IsInf", ConditionOperators::isInfinite);
    operators.put("Where", ConditionOperators::where);
    operators.put("Cast", in -> cast(in, in.node().integer("to", 1)));
    operators.put("CastLike", ConditionOperators::castLike);
  }

  private static void truth(
      Map<String, StreamOperator> operators, String op, Arithmetic operation) {
    operators.put(op, in -> truth(ArithmeticOperators.combine(in, operation)));
  }

  private static List<Value> truth(Stream stream) {
    return List.of(Value.of(stream.as(Stream.Numbers.TRUTH)));
  }

  private static List<Value> is(NodeImport in, Activation test) {
    return truth(in.layers().activation(in.view(0), test));
  }

  private static List<Value> isInfinite(NodeImport in) {
    float negative = in.node().integer("detect_negative", 1);
    float positive = in.node().integer("detect_positive", 1);
    return is(in, Activation.of(Activation.Kind.IS_INFINITE, negative, positive));
  }

  private static List<Value> where(NodeImport in) {
    List<Value> operands = new ArrayList<>();
    for (int i = 0; i < OPERANDS_OF_WHERE; i++) {
      operands.add(in.isStream(i) ? Value.of(in.stream(i)) : Value.of(in.neededConstant(i)));
    }
    return List.of(Value.of(Choosing.where(in.layers(), operands)));
  }

  private static List<Value> castLike(NodeImport in) {
    if (in.isStream(1)) {
      Stream.Numbers numbers = in.view(1).numbers();
      return cast(
          in,
          switch (numbers) {
            case REAL -> 1;
            case TRUTH -> TRUTH;
            case INTEGER -> INT64;
          });
    }
    if (in.neededConstant(1).integer()) {
      throw new Refusal("a stream can be cast to reals only by example; use Cast");
    }
    return cast(in, 1);
  }

  private static List<Value> cast(NodeImport in, int to) {
    Stream input = in.view(0);
    if (to == 1 || to == 10 || to == 11 || to == 16) {
      // float32, float16, float64 and bfloat16: a stream has float32 throughout.
      return List.of(Value.of(input.as(Stream.Numbers.REAL)));
    }
    if (to == TRUTH) {
      return input.numbers() == Stream.Numbers.TRUTH
          ? List.of(Value.of(input))
          : truth(in.layers().constant(input, Arithmetic.NOT_EQUAL, 0, false));
    }
    if (input.numbers() != Stream.Numbers.TRUTH && to != INT32 && to != INT64) {
      throw new Refusal("a stream cannot become integers of this type: to=%d; use int64", to);
    }
    Stream whole =
        input.numbers() == Stream.Numbers.REAL
            ? in.layers().activation(input, Activation.of(Activation.Kind.TRUNCATE))
            : input;
    return List.of(Value.of(whole.as(Stream.Numbers.INTEGER)));
  }
}
