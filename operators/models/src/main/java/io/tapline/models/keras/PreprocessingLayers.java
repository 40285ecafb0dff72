/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models.keras;

import com.fasterxml.jackson.databind.JsonNode;
import io.tapline.models.InvalidModelException;
import io.tapline.network.function.Arithmetic;
import io.tapline.network.layer.Weights;
import io.tapline.network.layer.merge.ConstantArithmetic;
import java.util.List;

/** Normalization by a training set's mean and variance, and Rescaling. */
final class PreprocessingLayers {
  /** Keras' least deviation: {@code keras.backend.epsilon()}. */
  private static final float LEAST_DEVIATION = 1e-7f;

  private PreprocessingLayers() {}

  /** (x − mean) / max(sqrt(variance), 1e-7), or its inverse. */
  static Signal normalization(LayerContext layer, List<Signal> inputs)
      throws UnsupportedLayerException, InvalidModelException {
    LayerConfig config = layer.config();
    Signal input = Requirements.one(config, inputs);
    int channels = 1;
    if (!isScalar(config)) {
      int axis = Requirements.axis(config, input);
      if (input.axes().get(axis) == Axis.HEIGHT) {
        throw config.problem("layer must work along the channels of an image", "axis=" + axis);
      }
      channels = Plane.of(config, input, axis).channels();
    }
    float[] mean = statistic(layer, channels, "mean", 0);
    float[] deviation = deviation(statistic(layer, channels, "variance", 1));
    return config.flag("invert", false)
        ? both(layer, input, Arithmetic.MULTIPLY, deviation, "deviation", Arithmetic.ADD, mean)
        : both(layer, input, Arithmetic.SUBTRACT, mean, "mean", Arithmetic.DIVIDE, deviation);
  }

  /** Given as an argument, or learnt from data. */
  private static float[] statistic(LayerContext layer, int channels, String name, int position)
      throws UnsupportedLayerException, InvalidModelException {
    LayerConfig config = layer.config();
    if (!config.has(name)) {
      return isScalar(config)
          ? layer.weights(position, List.of(name))
          : layer.weights(position, List.of(name), channels);
    }
    float[] values = config.numbers(name);
    if (values.length != 1 && values.length != channels) {
      throw config.problem(
          name + " must have a value for each channel",
          "expected=" + channels,
          "got=" + values.length);
    }
    return values;
  }

  /** One mean and one variance for all channels: axis None. */
  private static boolean isScalar(LayerConfig config) {
    JsonNode axis = config.config().path("axis");
    return axis.isNull() || (axis.isArray() && axis.isEmpty());
  }

  private static float[] deviation(float[] variance) {
    float[] deviation = new float[variance.length];
    for (int i = 0; i < variance.length; i++) {
      deviation[i] = Math.max((float) Math.sqrt(variance[i]), LEAST_DEVIATION);
    }
    return deviation;
  }

  /** x · scale + offset. */
  static Signal rescaling(LayerContext layer, List<Signal> inputs)
      throws UnsupportedLayerException, InvalidModelException {
    LayerConfig config = layer.config();
    Signal input = Requirements.one(config, inputs);
    float[] scale = perChannel(config, input, "scale", 1f);
    float[] offset = perChannel(config, input, "offset", 0f);
    return both(layer, input, Arithmetic.MULTIPLY, scale, "scale", Arithmetic.ADD, offset);
  }

  private static float[] perChannel(LayerConfig config, Signal input, String key, float fallback)
      throws UnsupportedLayerException {
    float[] values = config.has(key) ? config.numbers(key) : new float[] {fallback};
    if (values.length > 1) {
      Requirements.channelsLast(config, input);
    }
    if (values.length != 1 && values.length != input.channels()) {
      throw config.problem(
          key + " must have one value, or one for each channel",
          "expected=" + input.channels(),
          "got=" + values.length);
    }
    return values;
  }

  /** Two operations, the first of them called {@code name/part}. */
  private static Signal both(
      LayerContext layer,
      Signal input,
      Arithmetic first,
      float[] firstValues,
      String part,
      Arithmetic second,
      float[] secondValues)
      throws UnsupportedLayerException {
    String between = layer.add(constant(layer.part(part), first, firstValues), input.source());
    return input.from(layer.add(constant(layer.name(), second, secondValues), between));
  }

  private static ConstantArithmetic constant(String name, Arithmetic operation, float[] values) {
    return new ConstantArithmetic(name, operation, Weights.of(values), false, false);
  }
}
