/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models.keras;

import io.tapline.models.InvalidModelException;
import io.tapline.network.function.Activation;
import io.tapline.network.function.Arithmetic;
import io.tapline.network.function.Reduction;
import io.tapline.network.layer.Weights;
import io.tapline.network.layer.normalization.BatchNormalization;
import io.tapline.network.layer.normalization.LayerNormalization;
import java.util.List;

/** BatchNormalization and LayerNormalization, over channels. */
final class NormalizationLayers {
  private static final float EPSILON = 1e-3f;

  private NormalizationLayers() {}

  /** Gamma and beta are kept before mean and variance, and left out where they are not used. */
  static Signal batch(LayerContext layer, List<Signal> inputs)
      throws UnsupportedLayerException, InvalidModelException {
    LayerConfig config = layer.config();
    Signal input = Requirements.one(config, inputs);
    Plane plane = Plane.of(config, input, Requirements.axis(config, input));
    int channels = plane.channels();
    boolean scale = config.flag("scale", true);
    boolean center = config.flag("center", true);
    int statistics = (scale ? 1 : 0) + (center ? 1 : 0);
    float[] mean = layer.weights(statistics, List.of("moving_mean"), channels);
    float[] variance = layer.weights(statistics + 1, List.of("moving_variance"), channels);
    float[] gamma = scale ? layer.weights(0, List.of("gamma"), channels) : new float[0];
    float[] beta = center ? layer.weights(statistics - 1, List.of("beta"), channels) : new float[0];
    BatchNormalization normalization =
        new BatchNormalization(
            layer.name(),
            Weights.of(gamma),
            Weights.of(beta),
            Weights.of(mean),
            Weights.of(variance),
            config.number("epsilon", EPSILON),
            layer.trainable());
    Plane framed = plane.framed(layer);
    String source = layer.add(normalization, framed.source());
    return framed.through(layer, source, plane.height(), channels);
  }

  static Signal layer(LayerContext layer, List<Signal> inputs)
      throws UnsupportedLayerException, InvalidModelException {
    LayerConfig config = layer.config();
    Signal input = Requirements.one(config, inputs);
    Plane plane = Plane.of(config, input, Requirements.axis(config, input));
    if (config.flag("rms_scaling", false)) {
      throw config.problem("rms_scaling is not supported, export to ONNX", "got=true");
    }
    int channels = plane.channels();
    boolean scale = config.flag("scale", true);
    float[] gamma = scale ? layer.weights(0, List.of("gamma"), channels) : new float[0];
    float[] beta =
        config.flag("center", true)
            ? layer.weights(scale ? 1 : 0, List.of("beta"), channels)
            : new float[0];
    LayerNormalization normalization =
        new LayerNormalization(
            layer.name(),
            Weights.of(gamma),
            Weights.of(beta),
            config.number("epsilon", EPSILON),
            layer.trainable());
    Plane framed = plane.framed(layer);
    String source = layer.add(normalization, framed.source());
    return framed.through(layer, source, plane.height(), channels);
  }

  /** x divided by the square root of the sum of all squares of its frame. */
  static Signal unit(LayerContext layer, List<Signal> inputs) throws UnsupportedLayerException {
    LayerConfig config = layer.config();
    Signal input = Requirements.one(config, inputs);
    Requirements.channelAxis(config, input);
    Steps steps = new Steps(layer);
    Signal sum = steps.reduce(Reduction.SUM, steps.apply(Activation.SQUARE, input));
    Signal bounded = steps.constant(Arithmetic.MAXIMUM, layer.version().leastSquaredNorm(), sum);
    return steps.last(Steps.of(Arithmetic.DIVIDE), input, steps.apply(Activation.SQRT, bounded));
  }
}
