/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models.onnx.op;

import io.tapline.models.onnx.model.NdArray;
import io.tapline.models.onnx.model.Refusal;
import io.tapline.models.onnx.stream.Meeting;
import io.tapline.models.onnx.stream.Stream;
import io.tapline.models.onnx.stream.Value;
import io.tapline.network.function.Activation;
import io.tapline.network.function.Arithmetic;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Arithmetic between branches, and of branches with constants. */
final class ArithmeticOperators {
  private ArithmeticOperators() {}

  static void register(Map<String, StreamOperator> operators) {
    operators.put("Add", in -> List.of(Value.of(combine(in, Arithmetic.ADD))));
    operators.put("Sub", in -> List.of(Value.of(combine(in, Arithmetic.SUBTRACT))));
    operators.put("Mul", in -> List.of(Value.of(combine(in, Arithmetic.MULTIPLY))));
    operators.put("Div", in -> List.of(Value.of(combine(in, Arithmetic.DIVIDE))));
    operators.put("Max", in -> List.of(Value.of(combine(in, Arithmetic.MAXIMUM))));
    operators.put("Min", in -> List.of(Value.of(combine(in, Arithmetic.MINIMUM))));
    operators.put("Sum", in -> List.of(Value.of(combine(in, Arithmetic.ADD))));
    operators.put("Mean", ArithmeticOperators::mean);
    operators.put("Mod", ArithmeticOperators::modulo);
    operators.put("Pow", ArithmeticOperators::power);
    operators.put("PRelu", ArithmeticOperators::parametricRelu);
  }

  /** All inputs, from the first to the last. */
  static Stream combine(NodeImport in, Arithmetic operation) {
    if (in.inputs().isEmpty()) {
      throw new Refusal("inputs are missing");
    }
    if (in.inputs().size() == 1) {
      return in.planes(0);
    }
    Optional<Stream> result = in.isStream(0) ? Optional.of(in.planes(0)) : Optional.empty();
    for (int i = 1; i < in.inputs().size(); i++) {
      if (result.isEmpty() && !in.isStream(i)) {
        throw new Refusal("constants must not stand together before the first branch");
      }
      result =
          Optional.of(
              result.isEmpty() ? first(in, operation, i) : next(in, operation, result.get(), i));
    }
    return result.orElseThrow();
  }

  /** The first branch, which meets the constant before it. */
  private static Stream first(NodeImport in, Arithmetic operation, int index) {
    NdArray constants = in.neededConstant(index - 1);
    return Meeting.withConstants(in.layers(), operation, in.planes(index), constants, true);
  }

  private static Stream next(NodeImport in, Arithmetic operation, Stream result, int index) {
    if (in.isStream(index)) {
      return Meeting.merge(in.layers(), operation, result, in.planes(index));
    }
    NdArray constants = placed(in, result.rank(), in.neededConstant(index));
    return Meeting.withConstants(in.layers(), operation, result, constants, false);
  }

  /** Before opset 7 an attribute told the axis at which the second operand begins. */
  private static NdArray placed(NodeImport in, int rank, NdArray constants) {
    if (!in.node().has("axis") || constants.rank() == 0) {
      return constants;
    }
    int axis = in.node().integer("axis", 0);
    int behind = rank - (axis < 0 ? axis + rank : axis) - constants.rank();
    if (behind < 0 || behind > rank) {
      throw new Refusal("axis is out of range: axis=%d, rank=%d", axis, rank);
    }
    int[] shape = Arrays.copyOf(constants.shape(), constants.rank() + behind);
    Arrays.fill(shape, constants.rank(), shape.length, 1);
    return constants.reshaped(shape);
  }

  private static List<Value> mean(NodeImport in) {
    Stream sum = combine(in, Arithmetic.ADD);
    int count = in.inputs().size();
    return List.of(Value.of(in.layers().constant(sum, Arithmetic.DIVIDE, count, false)));
  }

  private static List<Value> power(NodeImport in) {
    int constant = in.isStream(0) ? 1 : 0;
    if (in.isStream(constant) || !isSingle(in.neededConstant(constant), in.view(1 - constant))) {
      return List.of(Value.of(combine(in, Arithmetic.POWER)));
    }
    if (!in.isStream(0)) {
      double base = in.neededConstant(0).values()[0];
      if (!(base > 0)) {
        return List.of(Value.of(combine(in, Arithmetic.POWER)));
      }
      Stream exponent =
          in.layers().constant(in.planes(1), Arithmetic.MULTIPLY, Math.log(base), false);
      return List.of(Value.of(in.layers().activation(exponent, Activation.EXP)));
    }
    Stream input = in.planes(0);
    double exponent = in.neededConstant(1).values()[0];
    if (exponent == 1) {
      return List.of(Value.of(input));
    }
    return List.of(Value.of(in.layers().activation(input, power(exponent))));
  }

  private static Activation power(double exponent) {
    if (exponent == 2) {
      return Activation.SQUARE;
    } else if (exponent == 0.5) {
      return Activation.SQRT;
    } else if (exponent == -1) {
      return Activation.RECIPROCAL;
    }
    return Activation.of(Activation.Kind.POWER, (float) exponent);
  }

  /** Whether it is one value, which leaves the shape of the stream as it is. */
  private static boolean isSingle(NdArray constants, Stream stream) {
    return constants.size() == 1 && constants.shape().length <= stream.rank();
  }

  private static List<Value> modulo(NodeImport in) {
    boolean likeC = in.node().flag("fmod");
    return List.of(Value.of(combine(in, likeC ? Arithmetic.REMAINDER : Arithmetic.MODULO)));
  }

  private static List<Value> parametricRelu(NodeImport in) {
    Stream input = in.planes(0);
    if (!in.isStream(1)) {
      return List.of(Value.of(ActivationOperators.parametricRelu(in, input)));
    }
    // A slope that comes with the data: max(x, 0) + slope·min(x, 0).
    Stream below = in.layers().constant(input, Arithmetic.MINIMUM, 0, false);
    Stream sloped = Meeting.merge(in.layers(), Arithmetic.MULTIPLY, below, in.planes(1));
    Stream above = in.layers().activation(input, Activation.RELU);
    return List.of(Value.of(Meeting.merge(in.layers(), Arithmetic.ADD, above, sloped)));
  }
}
