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
    Signal input = Requirements.channelsLast(config, inputs);
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
    Signal output = input.from(layer.add(dense, input.source())).withChannels(units);
    return activation.afterwards(layer, output);
  }
}
