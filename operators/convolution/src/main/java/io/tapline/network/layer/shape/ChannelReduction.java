/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.layer.shape;

import io.tapline.network.function.Reduction;
import io.tapline.network.layer.Layer;
import java.util.Objects;

/**
 * One value for all channels of a frame.
 *
 * @param name the layer's name
 * @param kind which value
 */
public record ChannelReduction(String name, Reduction kind) implements Layer {

  public ChannelReduction {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(kind, "kind");
  }

  @Override
  public String type() {
    return "ChannelReduction";
  }

  @Override
  public long outputChannels(int... inputChannels) {
    return 1;
  }
}
