/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network;

import io.tapline.network.function.Activation;
import io.tapline.network.layer.Layer;
import io.tapline.network.layer.Padding;
import io.tapline.network.layer.Weights;
import io.tapline.network.layer.activation.ActivationLayer;
import io.tapline.network.layer.convolution.Convolution;
import io.tapline.network.layer.convolution.DepthwiseConvolution;
import io.tapline.network.layer.normalization.BatchNormalization;
import java.util.List;

/**
 * A small fixed network with every kind of layer, every activation and every option; its bytes are
 * kept in the resources.
 */
final class EveryLayer {

  private EveryLayer() {}

  static Network network() {
    return Network.compile(4, layers());
  }

  static List<Layer> layers() {
    return List.of(
        Convolution.named("grouped")
            .filters(6)
            .kernelSize(3)
            .dilation(2)
            .groups(2)
            .kernel(ramp(3 * 2 * 6))
            .bias(ramp(6))
            .activation(Activation.elu(0.5f))
            .build(),
        new BatchNormalization(
            "normalization",
            Weights.of(ramp(6)),
            Weights.of(ramp(6)),
            Weights.of(ramp(6)),
            Weights.of(1f, 2f, 3f, 4f, 5f, 6f),
            1e-3f,
            true),
        DepthwiseConvolution.named("depthwise")
            .kernelSize(4)
            .depthMultiplier(2)
            .stride(2)
            .padding(Padding.VALID)
            .kernel(ramp(4 * 6 * 2))
            .bias(ramp(12))
            .activation(Activation.TANH)
            .build(),
        new ActivationLayer("rectifier", Activation.ABS),
        Convolution.pointwise("head")
            .filters(3)
            .kernel(ramp(12 * 3))
            .activation(Activation.SIGMOID)
            .build(),
        Convolution.named("smoothing")
            .filters(3)
            .kernelSize(2)
            .groups(3)
            .kernel(ramp(2 * 3))
            .activation(Activation.RELU)
            .build());
  }

  /** Values between −0.5 and 0.5, no two neighbours alike. */
  private static float[] ramp(int count) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (i * 7 % 16 - 8) / 16f;
    }
    return values;
  }
}
