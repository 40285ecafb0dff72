/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models.keras;

import com.fasterxml.jackson.databind.JsonNode;
import io.tapline.network.function.Activation;
import io.tapline.network.layer.activation.Softmax;
import java.util.function.Function;

/** Operations that are activations too. */
final class ActivationOperators {

  private ActivationOperators() {}

  static Signal named(Arguments call, String name) throws UnsupportedLayerException {
    return ActivationNames.function(name, call.layer().version())
        .orElseThrow()
        .alone(call.layer(), Operators.only(call));
  }

  /** With one number, which has any of {@code names}. */
  static Signal with(
      Arguments call, Function<Float, Activation> function, float fallback, String... names)
      throws UnsupportedLayerException {
    Activation activation = function.apply(call.number(fallback, 1, names));
    return ActivationFunction.of(activation).alone(call.layer(), Operators.only(call));
  }

  /** Keras 3 approximates it by tanh unless it is not to; tf.nn does so only if it is to. */
  static Signal gelu(Arguments call) throws UnsupportedLayerException {
    boolean keras = !call.layer().config().config().has("function");
    Activation gelu = call.flag(keras, 1, "approximate") ? Activation.GELU_TANH : Activation.GELU;
    return ActivationFunction.of(gelu).alone(call.layer(), Operators.only(call));
  }

  static Signal softmax(Arguments call, boolean logarithm) throws UnsupportedLayerException {
    Signal input = call.tensor(0, "x", "logits");
    JsonNode axis = call.value(1, "axis");
    int index = axis.isMissingNode() ? -1 : call.layer().config().integer("axis", axis);
    if (input.axis(index) != Axis.CHANNELS) {
      throw call.problem(
          "operation works along another axis than the channels, which does not stream",
          "axis=" + index,
          "input=" + input.shape());
    }
    Softmax softmax = new Softmax(call.layer().name(), logarithm);
    return input.from(call.layer().add(softmax, input.source()));
  }
}
