/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models.keras;

import io.tapline.models.InvalidModelException;
import io.tapline.network.function.Activation;
import io.tapline.network.function.Arithmetic;
import io.tapline.network.layer.Weights;
import io.tapline.network.layer.activation.ParametricRelu;
import java.util.ArrayList;
import java.util.List;

/** Activation, and the layers that are activations with arguments. */
final class ActivationLayers {
  /** Keras 2 says alpha, or in ReLU negative_slope; Keras 3 negative_slope. */
  private static final List<String> SLOPE = List.of("negative_slope", "alpha");

  private ActivationLayers() {}

  static Signal named(LayerContext layer, List<Signal> inputs) throws UnsupportedLayerException {
    Signal input = Requirements.one(layer.config(), inputs);
    return ActivationFunction.of(layer.config(), layer.version()).alone(layer, input);
  }

  static Signal withArguments(LayerContext layer, List<Signal> inputs)
      throws UnsupportedLayerException {
    Signal input = Requirements.one(layer.config(), inputs);
    if (layer.config().type().equals("Softmax")) {
      Requirements.channelAxis(layer.config(), input);
    }
    return function(layer.config()).alone(layer, input);
  }

  static ActivationFunction function(LayerConfig config) throws UnsupportedLayerException {
    return switch (config.type()) {
      case "ReLU" -> relu(config);
      case "LeakyReLU" -> ActivationFunction.of(Activation.leakyRelu(config.number(SLOPE, 0.3f)));
      case "ThresholdedReLU" ->
          ActivationFunction.of(Activation.thresholdedRelu(config.number("theta", 1f)));
      case "ELU" -> ActivationFunction.of(Activation.elu(config.number("alpha", 1f)));
      case "Softmax" -> ActivationFunction.of("softmax", CompositeActivations::softmax);
      default ->
          throw config.problem(
              "activation is not supported, use another or export to ONNX",
              "activation=" + config.type());
    };
  }

  /** max_value from there on; x from the threshold on; below it, negative_slope·(x − threshold). */
  private static ActivationFunction relu(LayerConfig config) throws UnsupportedLayerException {
    float slope = config.number("negative_slope", 0f);
    float threshold = config.number("threshold", 0f);
    float largest = config.number("max_value", Float.MAX_VALUE);
    boolean bounded = config.has("max_value");
    if (threshold != 0f && slope != 0f) {
      return ActivationFunction.of(
          "relu",
          (layer, input, name) -> {
            Steps steps = new Steps(layer, name);
            Signal above = steps.apply(Activation.thresholdedRelu(threshold), input);
            if (bounded) {
              above = steps.apply(Activation.clip(0f, largest), above);
            }
            Signal below = steps.constant(Arithmetic.SUBTRACT, threshold, input);
            below = steps.apply(Activation.clip(-Float.MAX_VALUE, 0f), below);
            below = steps.constant(Arithmetic.MULTIPLY, slope, below);
            return steps.last(Steps.of(Arithmetic.ADD), above, below);
          });
    }
    if (threshold == 0f && slope == 0f) {
      return ActivationFunction.of(bounded ? Activation.clip(0f, largest) : Activation.RELU);
    }
    Activation first =
        threshold == 0f ? Activation.leakyRelu(slope) : Activation.thresholdedRelu(threshold);
    return bounded
        ? ActivationFunction.of(first, Activation.clip(-Float.MAX_VALUE, largest))
        : ActivationFunction.of(first);
  }

  /** Its alphas must be the same at all times. */
  static Signal parametric(LayerContext layer, List<Signal> inputs)
      throws UnsupportedLayerException, InvalidModelException {
    LayerConfig config = layer.config();
    Signal input = Requirements.one(config, inputs);
    List<Axis> shared = new ArrayList<>();
    for (int index : config.integers("shared_axes")) {
      shared.add(input.axis(index));
    }
    if (input.hasTime() && !shared.contains(Axis.TIME)) {
      throw config.problem(
          "alphas differ from frame to frame, train with shared_axes=[1]",
          "input=" + input.shape());
    }
    long[] shape = new long[input.axes().size()];
    for (int position = 0; position < shape.length; position++) {
      Axis axis = input.axes().get(position);
      boolean own = !shared.contains(axis);
      shape[position] =
          own && axis == Axis.CHANNELS
              ? input.channels()
              : own && axis == Axis.HEIGHT ? input.height() : 1;
    }
    float[] stored = layer.weights(0, List.of("alpha"), shape);
    boolean heights = input.isPlane() && !shared.contains(Axis.HEIGHT);
    if (heights && shared.contains(Axis.CHANNELS)) {
      throw config.problem(
          "alphas differ from position to position and not from channel to channel, train with"
              + " shared_axes=[1, 2]",
          "input=" + input.shape());
    }
    boolean turned =
        heights && input.axes().indexOf(Axis.CHANNELS) < input.axes().indexOf(Axis.HEIGHT);
    float[] alpha = turned ? heightsFirst(stored, input) : stored;
    ParametricRelu relu = new ParametricRelu(layer.name(), Weights.of(alpha), layer.trainable());
    return input.from(layer.add(relu, input.source()));
  }

  /** Alphas of channels·heights, as a frame has its values. */
  private static float[] heightsFirst(float[] alpha, Signal input) {
    float[] turned = new float[alpha.length];
    for (int i = 0; i < alpha.length; i++) {
      turned[i % input.height() * input.channels() + i / input.height()] = alpha[i];
    }
    return turned;
  }
}
