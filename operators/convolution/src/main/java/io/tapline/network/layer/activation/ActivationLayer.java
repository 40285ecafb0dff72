/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.layer.activation;

import io.tapline.network.function.Activation;
import io.tapline.network.layer.Layer;
import java.util.Objects;

/**
 * An activation as a layer of its own.
 *
 * @param name the layer's name
 * @param activation applied to every value
 */
public record ActivationLayer(String name, Activation activation) implements Layer {

  public ActivationLayer {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(activation, "activation");
  }

  @Override
  public String type() {
    return "Activation";
  }
}
