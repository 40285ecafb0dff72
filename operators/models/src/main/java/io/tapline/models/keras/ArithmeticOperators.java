/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models.keras;

import com.fasterxml.jackson.databind.JsonNode;
import io.tapline.network.function.Activation;
import io.tapline.network.function.Arithmetic;
import io.tapline.network.layer.Weights;
import io.tapline.network.layer.activation.ActivationLayer;
import io.tapline.network.layer.merge.ConstantArithmetic;
import io.tapline.network.layer.merge.Merge;
import java.util.List;
import java.util.Set;

/** Arithmetic between tensors, and between a tensor and constants. */
final class ArithmeticOperators {
  private static final Set<String> FLOATS = Set.of("float32", "float64", "float", "double");

  private static final Set<String> INTEGERS = Set.of("int32", "int64");

  private ArithmeticOperators() {}

  static Signal binary(Arguments call, Arithmetic operation) throws UnsupportedLayerException {
    return binary(call, call.layer().name(), operation);
  }

  private static Signal binary(Arguments call, String name, Arithmetic operation)
      throws UnsupportedLayerException {
    Operand first = call.layer().call().argument(0, Operators.first());
    Operand second = call.layer().call().argument(1, "x2", "y");
    if (second instanceof Operand.Constant constant) {
      return constant(call, name, operation, call.tensor(0, Operators.first()), constant, false);
    }
    if (first instanceof Operand.Constant constant) {
      return constant(call, name, operation, call.tensor(1, "x2", "y"), constant, true);
    }
    return MergeLayers.merged(
        call.layer(),
        List.of(call.tensor(0, Operators.first()), call.tensor(1, "x2", "y")),
        new Merge(name, operation));
  }

  /** {@code x // y}. */
  static Signal floorDivide(Arguments call) throws UnsupportedLayerException {
    return then(call, Arithmetic.DIVIDE, Activation.of(Activation.Kind.FLOOR));
  }

  static Signal squaredDifference(Arguments call) throws UnsupportedLayerException {
    return then(call, Arithmetic.SUBTRACT, Activation.SQUARE);
  }

  private static Signal then(Arguments call, Arithmetic operation, Activation function)
      throws UnsupportedLayerException {
    Signal result = binary(call, call.layer().part("operands"), operation);
    return result.from(
        call.layer().add(new ActivationLayer(call.layer().name(), function), result.source()));
  }

  private static Signal constant(
      Arguments call,
      String name,
      Arithmetic operation,
      Signal input,
      Operand.Constant constant,
      boolean constantFirst)
      throws UnsupportedLayerException {
    float[] values = perChannel(call, input, constant);
    ConstantArithmetic layer =
        new ConstantArithmetic(name, operation, Weights.of(values), constantFirst, false);
    return input.from(call.layer().add(layer, input.source()));
  }

  /** One value, or one for each channel, aligned with the input's last axes as NumPy does. */
  static float[] perChannel(Arguments call, Signal input, Operand.Constant constant)
      throws UnsupportedLayerException {
    if (!constant.isNumeric()) {
      throw call.problem("operation needs a tensor or numbers");
    }
    JsonNode value = Spelling.plain(constant.value());
    float[] numbers = call.layer().config().numbers("constant", value);
    int axis = input.axes().size();
    for (JsonNode level = value; level.isArray(); level = level.path(0)) {
      axis--;
    }
    for (JsonNode level = value; level.isArray(); level = level.path(0), axis++) {
      boolean ofChannels = axis >= 0 && input.axes().get(axis) == Axis.CHANNELS;
      if (level.size() != 1 && !(ofChannels && level.size() == input.channels())) {
        throw call.problem(
            "constants must be one, or one for each channel; others differ from frame to frame",
            "constants=" + numbers.length,
            "input=" + input.shape());
      }
    }
    return numbers;
  }

  /** Of numbers, or of branches. */
  static Signal power(Arguments call) throws UnsupportedLayerException {
    if (call.layer().call().argument(0, Operators.first()) instanceof Operand.Constant base) {
      if (!Spelling.plain(base.value()).isNumber()) {
        return binary(call, Arithmetic.POWER);
      }
      float value = call.layer().config().number("base", base.value());
      if (value <= 0f) {
        return binary(call, Arithmetic.POWER);
      }
      Signal exponent = call.tensor(1, "x2", "y");
      Steps steps = new Steps(call.layer());
      Signal scaled = steps.constant(Arithmetic.MULTIPLY, (float) Math.log(value), exponent);
      return steps.last(Steps.of(Activation.EXP), scaled);
    }
    Signal input = call.tensor(0, Operators.first());
    if (!(call.layer().call().argument(1, "x2", "y") instanceof Operand.Constant exponent)
        || !Spelling.plain(exponent.value()).isNumber()) {
      return binary(call, Arithmetic.POWER);
    }
    float value = call.layer().config().number("exponent", exponent.value());
    Activation power = value == 2f ? Activation.SQUARE : Activation.power(value);
    return ActivationFunction.of(power).alone(call.layer(), input);
  }

  /** To whole numbers, half to even. */
  static Signal round(Arguments call) throws UnsupportedLayerException {
    float decimals = call.number(0f, 1, "decimals");
    if (decimals != 0f) {
      throw call.problem("values can be rounded to whole numbers only", "decimals=" + decimals);
    }
    return ActivationFunction.of(Activation.of(Activation.Kind.ROUND))
        .alone(call.layer(), Operators.only(call));
  }

  static Signal logarithm(Arguments call, double base) throws UnsupportedLayerException {
    Steps steps = new Steps(call.layer());
    Signal natural = steps.apply(Activation.LOG, Operators.only(call));
    return steps.last(Steps.of(Arithmetic.DIVIDE, (float) Math.log(base)), natural);
  }

  static Signal clip(Arguments call) throws UnsupportedLayerException {
    float least = call.number(-Float.MAX_VALUE, 1, "x_min", "clip_value_min");
    float largest = call.number(Float.MAX_VALUE, 2, "x_max", "clip_value_max");
    return ActivationFunction.of(Activation.clip(least, largest))
        .alone(call.layer(), Operators.only(call));
  }

  /** What is not cut off at whole numbers stays as it is. */
  static Signal cast(Arguments call) throws UnsupportedLayerException {
    JsonNode type = call.value(1, "dtype");
    String name = type.isObject() ? type.path("config").path("name").asText() : type.asText();
    Signal input = Operators.only(call);
    boolean truth = call.layer().draft().isTruth(input.source());
    if (FLOATS.contains(name) || truth && (INTEGERS.contains(name) || name.equals("bool"))) {
      return input;
    }
    Steps steps = new Steps(call.layer());
    if (name.equals("bool")) {
      return Comparisons.truth(call, steps.last(Steps.of(Arithmetic.NOT_EQUAL, 0f), input));
    }
    if (!INTEGERS.contains(name)) {
      throw call.problem(
          "values can be cast to float32, int32, int64 or bool only", "dtype=" + name);
    }
    return steps.last(Steps.of(Activation.of(Activation.Kind.TRUNCATE)), input);
  }
}
