/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models;

import io.tapline.network.function.Activation;
import io.tapline.network.graph.NetworkGraph;
import io.tapline.network.layer.Layer;
import io.tapline.network.layer.Padding;
import io.tapline.network.layer.Weights;
import io.tapline.network.layer.activation.ActivationLayer;
import io.tapline.network.layer.convolution.Convolution;
import io.tapline.network.layer.convolution.DepthwiseConvolution;
import io.tapline.network.layer.normalization.BatchNormalization;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A small model with every kind of layer and every key, whose two files are kept in the resources.
 */
final class GoldenModel {

  private GoldenModel() {}

  static Model model() {
    List<Layer> layers =
        List.of(
            Convolution.named("grouped")
                .filters(4)
                .kernelSize(2)
                .stride(2)
                .dilation(3)
                .groups(2)
                .padding(Padding.VALID)
                .kernel(ramp(2 * 1 * 4).toArray())
                .bias(ramp(4).toArray())
                .activation(Activation.elu(0.1f))
                .trainable(false)
                .build(),
            new BatchNormalization(
                "bn", ramp(4), ramp(4), ramp(4), Weights.of(1f, 2f, 3f, 4f), 1e-5f, true),
            DepthwiseConvolution.named("depthwise 1")
                .kernelSize(3)
                .depthMultiplier(2)
                .padding(Padding.CAUSAL)
                .kernel(ramp(3 * 4 * 2).toArray())
                .activation(Activation.TANH)
                .build(),
            new ActivationLayer("rectifier", Activation.ABS),
            Convolution.pointwise("head")
                .filters(1)
                .kernel(ramp(8).toArray())
                .bias(0.5f)
                .activation(Activation.SIGMOID)
                .build());
    return new Model(
        "every \"layer\" 1",
        "1.10",
        OptionalInt.of(20),
        Optional.empty(),
        NetworkGraph.sequence(2, layers, "scores"));
  }

  private static Weights ramp(int count) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (i * 7 % 16 - 8) / 16f;
    }
    return Weights.of(values);
  }

  static byte[] topology() throws IOException {
    return resource("/model-v1/every-layer.yaml");
  }

  static byte[] weights() throws IOException {
    return resource("/model-v1/every-layer.safetensors");
  }

  private static byte[] resource(String name) throws IOException {
    try (InputStream bytes = GoldenModel.class.getResourceAsStream(name)) {
      return bytes.readAllBytes();
    }
  }
}
