/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models.keras;

import io.tapline.models.InvalidModelException;
import io.tapline.network.layer.convolution.Convolution;
import java.util.List;

/** Dense: on frames, one for each; where time is collapsed, one for the window. */
final class DenseLayer {

  private DenseLayer() {}

  static Signal dense(LayerContext layer, List<Signal> inputs)
      throws UnsupportedLayerException, InvalidModelException {
    LayerConfig config = layer.config();
    Plane input = lastAxis(config, Requirements.one(config, inputs));
    int units = config.count("units");
    ActivationFunction activation = ActivationFunction.of(config, layer.version());
    float[] kernel = layer.weights(0, List.of("kernel"), input.channels(), units);
    float[] bias =
        config.flag("use_bias", true) ? layer.weights(1, List.of("bias"), units) : new float[0];
    Convolution dense =
        Convolution.pointwise(layer.name())
            .filters(units)
            .kernel(kernel)
            .bias(bias)
            .activation(activation.fused())
            .trainable(layer.trainable())
            .build();
    Plane framed = input.framed(layer);
    String source = layer.add(dense, framed.source());
    return activation.afterwards(layer, framed.through(layer, source, input.height(), units));
  }

  private static Plane lastAxis(LayerConfig config, Signal input) throws UnsupportedLayerException {
    List<Axis> axes = input.axes();
    if (axes.isEmpty() || axes.get(axes.size() - 1) != Axis.SINGLE) {
      Requirements.channelsLast(config, input);
    }
    return Plane.of(config, input, axes.size() - 1);
  }
}
