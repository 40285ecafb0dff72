/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.layer.normalization;

import io.tapline.network.layer.Layer;
import io.tapline.network.layer.Parameters;
import io.tapline.network.layer.Weights;
import java.util.Objects;

/**
 * Normalization of each frame over its channels: {@code (x − mean) / sqrt(variance + epsilon) ·
 * gamma + beta}, with the mean and the variance of the frame's own values (divided by C).
 *
 * @param name the layer's name
 * @param gamma shape (C), or empty for ones
 * @param beta shape (C), or empty for zeros
 * @param epsilon added to the variance; Keras has 1e-3, PyTorch and ONNX 1e-5
 * @param trainable whether gamma and beta count as trainable
 */
public record LayerNormalization(
    String name, Weights gamma, Weights beta, float epsilon, boolean trainable) implements Layer {

  public LayerNormalization {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(gamma, "gamma");
    Objects.requireNonNull(beta, "beta");
  }

  @Override
  public String type() {
    return "LayerNormalization";
  }

  @Override
  public long multiplyAdds(int... inputChannels) {
    return 3L * inputChannels[0];
  }

  @Override
  public Parameters parameters() {
    return Parameters.of((long) gamma.size() + beta.size(), trainable);
  }
}
