/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.layer.activation;

import io.tapline.network.layer.Layer;
import io.tapline.network.layer.Parameters;
import io.tapline.network.layer.Weights;
import java.util.Objects;

/**
 * PReLU: x for x ≥ 0, else alpha·x.
 *
 * @param name the layer's name
 * @param alpha shape (C), or (1) for all channels; on planes also (H, C)
 * @param trainable whether alpha counts as trainable
 */
public record ParametricRelu(String name, Weights alpha, boolean trainable) implements Layer {

  public ParametricRelu {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(alpha, "alpha");
  }

  @Override
  public String type() {
    return "PReLU";
  }

  @Override
  public Parameters parameters() {
    return Parameters.of(alpha.size(), trainable);
  }
}
