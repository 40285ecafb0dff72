/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models.onnx.op;

import io.tapline.models.onnx.model.Refusal;
import io.tapline.models.onnx.stream.Meeting;
import io.tapline.models.onnx.stream.Stream;
import io.tapline.models.onnx.stream.Value;
import io.tapline.network.function.Activation;
import io.tapline.network.function.Arithmetic;
import java.util.List;
import java.util.Map;

/** Operators of ONNX Runtime's own domain, which its optimizer puts in the place of several. */
final class MicrosoftOperators {
  static final String DOMAIN = "com.microsoft.";

  private MicrosoftOperators() {}

  static void register(Map<String, StreamOperator> operators) {
    operators.put(DOMAIN + "Pad", operators.get("Pad"));
    operators.put(DOMAIN + "Gelu", in -> after(in, in.stream(0), Activation.GELU));
    operators.put(DOMAIN + "BiasGelu", in -> after(in, withBias(in), Activation.GELU));
    operators.put(DOMAIN + "FastGelu", in -> after(in, withBias(in), Activation.GELU_TANH));
    operators.put(
        DOMAIN + "QuickGelu",
        in -> after(in, in.stream(0), Activation.swish(in.node().real("alpha", 1.702f))));
    StreamOperator convolution = operators.get("Conv");
    operators.put(DOMAIN + "FusedConv", in -> fused(in, convolution));
  }

  private static List<Value> after(NodeImport in, Stream stream, Activation activation) {
    return List.of(Value.of(in.layers().activation(stream, activation)));
  }

  private static Stream withBias(NodeImport in) {
    Stream input = in.stream(0);
    return in.constant(1)
        .map(bias -> Meeting.withConstants(in.layers(), Arithmetic.ADD, input, bias, false))
        .orElse(input);
  }

  /** A convolution with an activation; what is added between the two is not supported. */
  private static List<Value> fused(NodeImport in, StreamOperator convolution) {
    if (in.inputs().size() > 3) {
      throw new Refusal("a sum fused into a convolution is not supported; export without it");
    }
    Value.Streamed convolved = (Value.Streamed) convolution.apply(in).get(0);
    return after(in, convolved.stream(), activation(in));
  }

  private static Activation activation(NodeImport in) {
    String name = in.node().text("activation", "");
    double[] parameters = in.node().reals("activation_params").orElse(new double[0]);
    return switch (name) {
      case "Relu" -> Activation.RELU;
      case "Tanh" -> Activation.TANH;
      case "Sigmoid" -> Activation.SIGMOID;
      case "LeakyRelu" -> Activation.leakyRelu((float) parameter(parameters, 0, 0.01f));
      case "Clip" ->
          Activation.clip(
              (float) parameter(parameters, 0, -Float.MAX_VALUE),
              (float) parameter(parameters, 1, Float.MAX_VALUE));
      case "HardSigmoid" ->
          Activation.hardSigmoid(
              (float) parameter(parameters, 0, 0.2f), (float) parameter(parameters, 1, 0.5f));
      default -> throw new Refusal("activation is not known: activation=%s", name);
    };
  }

  private static double parameter(double[] parameters, int index, double usual) {
    return index < parameters.length ? parameters[index] : usual;
  }
}
