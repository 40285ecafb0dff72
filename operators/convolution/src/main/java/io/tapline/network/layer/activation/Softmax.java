/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.layer.activation;

import io.tapline.network.layer.Layer;
import java.util.Objects;

/**
 * Softmax of each frame over its channels: {@code exp(x − max) / Σ exp(x − max)}, or its logarithm.
 *
 * @param name the layer's name
 * @param logarithm whether the logarithm is given
 */
public record Softmax(String name, boolean logarithm) implements Layer {

  public Softmax {
    Objects.requireNonNull(name, "name");
  }

  @Override
  public String type() {
    return logarithm ? "LogSoftmax" : "Softmax";
  }
}
