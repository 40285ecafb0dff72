/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models.onnx.op;

import io.tapline.models.onnx.model.OnnxNode;
import io.tapline.models.onnx.model.Refusal;
import io.tapline.network.function.Activation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * A function of a recurrent operator: an activation of scale·x + shift, where the scale and the
 * shift can be taken into the weights.
 */
record GateFunction(Activation activation, float scale, float shift) {
  private static final Set<String> WITH_ALPHA =
      Set.of("affine", "leakyrelu", "thresholdedrelu", "scaledtanh", "hardsigmoid", "elu");

  private static final Set<String> WITH_BETA = Set.of("affine", "scaledtanh", "hardsigmoid");

  /** Whether it is an activation of x itself. */
  boolean isPlain() {
    return scale == 1 && shift == 0;
  }

  /**
   * The functions of a node, those of one direction after the other.
   *
   * @param usual names of the functions of a direction where the node names none
   */
  static List<GateFunction> of(OnnxNode node, int directions, String... usual) {
    List<String> names = new ArrayList<>();
    for (int direction = 0; direction < directions; direction++) {
      names.addAll(Arrays.asList(usual));
    }
    int expected = names.size();
    names = node.texts("activations").orElse(names);
    if (names.size() != expected) {
      throw new Refusal(
          "activations must be those of each direction: expected=%d, got=%d",
          expected, names.size());
    }
    double[] alphas = node.reals("activation_alpha").orElse(new double[0]);
    double[] betas = node.reals("activation_beta").orElse(new double[0]);
    List<GateFunction> functions = new ArrayList<>();
    int alpha = 0;
    int beta = 0;
    for (String name : names) {
      // Only functions that take a number consume one, in their order.
      String key = name.toLowerCase(Locale.ROOT);
      float a =
          WITH_ALPHA.contains(key) && alpha < alphas.length ? (float) alphas[alpha++] : Float.NaN;
      float b = WITH_BETA.contains(key) && beta < betas.length ? (float) betas[beta++] : Float.NaN;
      functions.add(of(key, name, a, b));
    }
    if (alpha < alphas.length || beta < betas.length) {
      throw new Refusal(
          "activation_alpha and activation_beta must hold one number for each function that takes"
              + " one: activations=%s, activation_alpha=%d, activation_beta=%d",
          names, alphas.length, betas.length);
    }
    return functions;
  }

  /** NaN stands for the default. */
  private static GateFunction of(String key, String name, float alpha, float beta) {
    return switch (key) {
      case "relu" -> plain(Activation.RELU);
      case "tanh" -> plain(Activation.TANH);
      case "sigmoid" -> plain(Activation.SIGMOID);
      case "softsign" -> plain(Activation.SOFTSIGN);
      case "softplus" -> plain(Activation.SOFTPLUS);
      case "leakyrelu" -> plain(Activation.leakyRelu(or(alpha, 0.01f)));
      case "thresholdedrelu" -> plain(Activation.thresholdedRelu(or(alpha, 1)));
      case "elu" -> plain(Activation.elu(or(alpha, 1)));
      case "hardsigmoid" -> plain(Activation.hardSigmoid(or(alpha, 0.2f), or(beta, 0.5f)));
      case "affine" -> new GateFunction(Activation.LINEAR, needed(name, alpha), needed(name, beta));
      case "scaledtanh" -> {
        if (needed(name, alpha) != 1) {
          throw new Refusal("scaled tanh must have the alpha 1: alpha=%s", alpha);
        }
        yield new GateFunction(Activation.TANH, needed(name, beta), 0);
      }
      default -> throw new Refusal("activation is not known: activation=%s", name);
    };
  }

  private static GateFunction plain(Activation activation) {
    return new GateFunction(activation, 1, 0);
  }

  private static float or(float given, float usual) {
    return Float.isNaN(given) ? usual : given;
  }

  private static float needed(String name, float given) {
    if (Float.isNaN(given)) {
      throw new Refusal(
          "activation needs its numbers: activation=%s, needed=activation_alpha, activation_beta",
          name);
    }
    return given;
  }
}
