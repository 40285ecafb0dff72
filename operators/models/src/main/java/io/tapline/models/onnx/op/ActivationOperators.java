/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models.onnx.op;

import io.tapline.models.onnx.model.NdArray;
import io.tapline.models.onnx.model.OnnxNode;
import io.tapline.models.onnx.model.Refusal;
import io.tapline.models.onnx.stream.Meeting;
import io.tapline.models.onnx.stream.Stream;
import io.tapline.models.onnx.stream.Value;
import io.tapline.network.function.Activation;
import io.tapline.network.function.Activation.Kind;
import io.tapline.network.layer.Weights;
import io.tapline.network.layer.activation.ParametricRelu;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Functions of one value, with the defaults that ONNX gives their attributes. */
final class ActivationOperators {
  private ActivationOperators() {}

  static void register(Map<String, StreamOperator> operators) {
    put(operators, "Relu", node -> Activation.RELU);
    put(operators, "Sigmoid", node -> Activation.SIGMOID);
    put(operators, "Tanh", node -> Activation.TANH);
    put(operators, "Softsign", node -> Activation.SOFTSIGN);
    put(operators, "Softplus", node -> Activation.SOFTPLUS);
    put(operators, "HardSwish", node -> Activation.HARD_SWISH);
    put(operators, "Mish", node -> Activation.MISH);
    put(operators, "Exp", node -> Activation.EXP);
    put(operators, "Log", node -> Activation.LOG);
    put(operators, "Sqrt", node -> Activation.SQRT);
    put(operators, "Abs", node -> Activation.ABS);
    put(operators, "Neg", node -> Activation.NEGATE);
    put(operators, "Reciprocal", node -> Activation.RECIPROCAL);
    put(operators, "Erf", node -> Activation.ERF);
    kind(operators, "Sign", Kind.SIGN);
    kind(operators, "Floor", Kind.FLOOR);
    kind(operators, "Ceil", Kind.CEIL);
    kind(operators, "Round", Kind.ROUND);
    kind(operators, "Sin", Kind.SIN);
    kind(operators, "Cos", Kind.COS);
    kind(operators, "Tan", Kind.TAN);
    kind(operators, "Asin", Kind.ASIN);
    kind(operators, "Acos", Kind.ACOS);
    kind(operators, "Atan", Kind.ATAN);
    kind(operators, "Sinh", Kind.SINH);
    kind(operators, "Cosh", Kind.COSH);
    kind(operators, "Asinh", Kind.ASINH);
    kind(operators, "Acosh", Kind.ACOSH);
    kind(operators, "Atanh", Kind.ATANH);
    put(operators, "Elu", node -> Activation.elu(node.real("alpha", 1)));
    put(operators, "Celu", node -> Activation.celu(node.real("alpha", 1)));
    put(operators, "LeakyRelu", node -> Activation.leakyRelu(node.real("alpha", 0.01f)));
    put(operators, "ThresholdedRelu", node -> Activation.thresholdedRelu(node.real("alpha", 1)));
    put(operators, "Swish", node -> Activation.swish(node.real("alpha", 1)));
    put(operators, "Selu", ActivationOperators::selu);
    put(operators, "HardSigmoid", ActivationOperators::hardSigmoid);
    put(operators, "Shrink", ActivationOperators::shrink);
    put(operators, "Gelu", ActivationOperators::gelu);
    operators.put("Clip", ActivationOperators::clip);
  }

  private static void put(
      Map<String, StreamOperator> operators, String op, Function<OnnxNode, Activation> activation) {
    operators.put(
        op,
        in -> List.of(Value.of(in.layers().activation(in.view(0), activation.apply(in.node())))));
  }

  private static void kind(Map<String, StreamOperator> operators, String op, Kind kind) {
    put(operators, op, node -> Activation.of(kind));
  }

  private static Activation selu(OnnxNode node) {
    return Activation.selu(node.real("alpha", 1.6732632f), node.real("gamma", 1.050701f));
  }

  private static Activation hardSigmoid(OnnxNode node) {
    return Activation.hardSigmoid(node.real("alpha", 0.2f), node.real("beta", 0.5f));
  }

  private static Activation shrink(OnnxNode node) {
    return Activation.shrink(node.real("lambd", 0.5f), node.real("bias", 0));
  }

  private static Activation gelu(OnnxNode node) {
    String approximate = node.text("approximate", "none");
    return switch (approximate) {
      case "none" -> Activation.GELU;
      case "tanh" -> Activation.GELU_TANH;
      default -> throw new Refusal("approximation is not known: approximate=%s", approximate);
    };
  }

  /** Bounds are attributes before opset 11, inputs since; without them there are none. */
  private static List<Value> clip(NodeImport in) {
    float least = bound(in, 1, in.node().real("min", -Float.MAX_VALUE));
    float largest = bound(in, 2, in.node().real("max", Float.MAX_VALUE));
    Activation clip = Activation.clip(least, largest);
    return List.of(Value.of(in.layers().activation(in.view(0), clip)));
  }

  private static float bound(NodeImport in, int input, float absent) {
    return in.constant(input).map(bound -> (float) bound.single()).orElse(absent);
  }

  /** PReLU with a slope for each channel, or one for all. */
  static Stream parametricRelu(NodeImport in, Stream input) {
    NdArray slope = in.neededConstant(1);
    slope.toWeights();
    if (in.node().opset() < 7 && slope.rank() == 1 && slope.size() > 1 && input.rank() > 1) {
      // Slopes were those of axis 1 before broadcasting came.
      int[] shape = new int[input.rank() - 1];
      Arrays.fill(shape, 1);
      shape[0] = slope.size();
      slope = slope.reshaped(shape);
    }
    Weights alpha = Weights.of(Meeting.perValue(in.layers(), input, slope));
    return in.layers().on(input, name -> new ParametricRelu(name, alpha, true));
  }
}
