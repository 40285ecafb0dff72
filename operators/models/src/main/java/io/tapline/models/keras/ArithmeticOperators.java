/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models.keras;

import com.fasterxml.jackson.databind.JsonNode;
import io.tapline.network.function.Activation;
import io.tapline.network.function.Arithmetic;
import io.tapline.network.layer.Weights;
import io.tapline.network.layer.merge.ConstantArithmetic;
import io.tapline.network.layer.merge.Merge;
import java.util.List;
import java.util.Set;

/** Arithmetic between tensors, and between a tensor and constants. */
final class ArithmeticOperators {
  private static final Set<String> FLOATS = Set.of("float32", "float64", "float", "double");

  private ArithmeticOperators() {}

  static Signal binary(Arguments call, Arithmetic operation) throws UnsupportedLayerException {
    Operand first = call.layer().call().argument(0, Operators.first());
    Operand second = call.layer().call().argument(1, "x2", "y");
    if (second instanceof Operand.Constant constant) {
      return constant(call, operation, call.tensor(0, Operators.first()), constant, false);
    }
    if (first instanceof Operand.Constant constant) {
      return constant(call, operation, call.tensor(1, "x2", "y"), constant, true);
    }
    return MergeLayers.merged(
        call.layer(),
        List.of(call.tensor(0, Operators.first()), call.tensor(1, "x2", "y")),
        new Merge(call.layer().name(), operation));
  }

  private static Signal constant(
      Arguments call,
      Arithmetic operation,
      Signal input,
      Operand.Constant constant,
      boolean constantFirst)
      throws UnsupportedLayerException {
    float[] values = perChannel(call, input, constant);
    ConstantArithmetic layer =
        new ConstantArithmetic(
            call.layer().name(), operation, Weights.of(values), constantFirst, false);
    return input.from(call.layer().add(layer, input.source()));
  }

  /** One value, or one for each channel, aligned with the input's last axes as NumPy does. */
  private static float[] perChannel(Arguments call, Signal input, Operand.Constant constant)
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

  /** With a constant exponent, or of a constant that is greater than 0. */
  static Signal power(Arguments call) throws UnsupportedLayerException {
    if (call.layer().call().argument(0, Operators.first()) instanceof Operand.Constant base) {
      float value = call.layer().config().number("base", base.value());
      if (value <= 0f) {
        throw call.problem("base of a power must be greater than 0", "got=" + value);
      }
      Signal exponent = call.tensor(1, "x2", "y");
      Steps steps = new Steps(call.layer());
      Signal scaled = steps.constant(Arithmetic.MULTIPLY, (float) Math.log(value), exponent);
      return steps.last(Steps.of(Activation.EXP), scaled);
    }
    Signal input = call.tensor(0, Operators.first());
    if (!(call.layer().call().argument(1, "x2", "y") instanceof Operand.Constant exponent)) {
      throw call.problem("exponent of a power must be a number, export the model to ONNX");
    }
    float value = call.layer().config().number("exponent", exponent.value());
    Activation power = value == 2f ? Activation.SQUARE : Activation.power(value);
    return ActivationFunction.of(power).alone(call.layer(), input);
  }

  /** A number, the function, and another number added. */
  static Signal around(Arguments call, float before, Activation function, float after)
      throws UnsupportedLayerException {
    Steps steps = new Steps(call.layer());
    Signal sum = steps.constant(Arithmetic.ADD, before, Operators.only(call));
    return steps.last(Steps.of(Arithmetic.ADD, after), steps.apply(function, sum));
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
    if (!FLOATS.contains(name)) {
      throw call.problem("values can be cast to float32 only", "dtype=" + name);
    }
    return Operators.only(call);
  }
}
