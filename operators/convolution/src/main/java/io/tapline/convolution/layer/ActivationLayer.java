/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.convolution.layer;

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
  public boolean trainable() {
    return true;
  }

  @Override
  public String type() {
    return "Activation";
  }

  @Override
  public Taps taps() {
    return Taps.POINT;
  }

  @Override
  public long outputChannels(int... inputChannels) {
    return inputChannels[0];
  }

  @Override
  public long multiplyAdds(int... inputChannels) {
    return 0;
  }

  @Override
  public Parameters parameters() {
    return Parameters.NONE;
  }
}
