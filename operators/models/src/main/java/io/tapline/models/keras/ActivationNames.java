/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models.keras;

import io.tapline.network.function.Activation;
import java.util.Optional;

/** The activations that Keras knows by name ({@code keras.activations}). */
final class ActivationNames {

  private ActivationNames() {}

  /** The function of a name; empty if the name is not known or its function is not supported. */
  static Optional<ActivationFunction> function(String name, KerasVersion version) {
    return Optional.ofNullable(
        switch (name) {
          case "softmax" -> ActivationFunction.of("softmax", CompositeActivations::softmax);
          case "log_softmax" ->
              ActivationFunction.of("log-softmax", CompositeActivations::logSoftmax);
          case "glu" -> ActivationFunction.of("glu", CompositeActivations::gated);
          case "sparse_plus" ->
              ActivationFunction.of("sparse-plus", CompositeActivations::sparsePlus);
          case "squareplus" ->
              ActivationFunction.of("squareplus", CompositeActivations::squarePlus);
          case "tanh_shrink" ->
              ActivationFunction.of("tanh-shrink", CompositeActivations::tanhShrink);
          // log(sigmoid(x)) = −log(1 + exp(−x))
          case "log_sigmoid" ->
              ActivationFunction.of(Activation.NEGATE, Activation.SOFTPLUS, Activation.NEGATE);
          default -> {
            Activation activation = activation(name, version);
            yield activation == null ? null : ActivationFunction.of(activation);
          }
        });
  }

  private static Activation activation(String name, KerasVersion version) {
    return switch (name) {
      case "linear" -> Activation.LINEAR;
      case "relu" -> Activation.RELU;
      case "relu6" -> Activation.RELU6;
      case "leaky_relu" -> Activation.leakyRelu(0.2f);
      case "elu" -> Activation.elu(1f);
      case "celu" -> Activation.celu(1f);
      case "selu" -> Activation.selu();
      case "sigmoid" -> Activation.SIGMOID;
      case "hard_sigmoid" ->
          Activation.hardSigmoid(version.hasSixthsInHardSigmoid() ? 1f / 6f : 0.2f, 0.5f);
      case "sparse_sigmoid" -> Activation.hardSigmoid(0.5f, 0.5f);
      case "tanh" -> Activation.TANH;
      case "hard_tanh" -> Activation.clip(-1f, 1f);
      case "softsign" -> Activation.SOFTSIGN;
      case "softplus" -> Activation.SOFTPLUS;
      case "silu", "swish" -> Activation.SILU;
      case "hard_silu", "hard_swish" -> Activation.HARD_SWISH;
      case "gelu" -> Activation.GELU;
      case "mish" -> Activation.MISH;
      case "exponential" -> Activation.EXP;
      case "hard_shrink" -> Activation.shrink(0.5f, 0f);
      case "soft_shrink" -> Activation.shrink(0.5f, 0.5f);
      default -> null;
    };
  }
}
