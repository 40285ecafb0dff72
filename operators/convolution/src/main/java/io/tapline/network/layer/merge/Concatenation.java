/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.layer.merge;

import io.tapline.network.layer.Layer;
import java.util.Objects;

/**
 * The channels of two or more branches behind each other: frame with frame of the same index.
 *
 * @param name the layer's name
 */
public record Concatenation(String name) implements Layer {

  public Concatenation {
    Objects.requireNonNull(name, "name");
  }

  @Override
  public String type() {
    return "Concatenate";
  }

  @Override
  public long outputChannels(int... inputChannels) {
    long channels = 0;
    for (int input : inputChannels) {
      channels += input;
    }
    return channels;
  }
}
