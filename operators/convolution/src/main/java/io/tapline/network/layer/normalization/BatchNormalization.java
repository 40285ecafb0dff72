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
 * Batch normalization with the statistics of training: {@code (x − mean) / sqrt(variance + epsilon)
 * · gamma + beta}.
 *
 * <p>It is applied as one fused multiply-add {@code x·scale + shift}; scale and shift are computed
 * in float64 and rounded once.
 *
 * @param name the layer's name
 * @param gamma shape (C); none for ones that are no parameters
 * @param beta shape (C); none for zeros that are no parameters
 * @param mean shape (C), never trainable
 * @param variance shape (C), never trainable
 * @param epsilon added to the variance; Keras has 1e-3, PyTorch and ONNX 1e-5
 * @param trainable whether gamma and beta count as trainable
 */
public record BatchNormalization(
    String name,
    Weights gamma,
    Weights beta,
    Weights mean,
    Weights variance,
    float epsilon,
    boolean trainable)
    implements Layer {

  public BatchNormalization {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(gamma, "gamma");
    Objects.requireNonNull(beta, "beta");
    Objects.requireNonNull(mean, "mean");
    Objects.requireNonNull(variance, "variance");
  }

  @Override
  public String type() {
    return "BatchNormalization";
  }

  @Override
  public long multiplyAdds(int... inputChannels) {
    return inputChannels[0];
  }

  @Override
  public Parameters parameters() {
    long affine = (long) gamma.size() + beta.size();
    long statistics = (long) mean.size() + variance.size();
    return Parameters.of(affine, trainable).plus(Parameters.of(statistics, false));
  }
}
