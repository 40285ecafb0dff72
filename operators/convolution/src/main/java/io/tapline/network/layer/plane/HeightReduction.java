/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.layer.plane;

import io.tapline.network.function.Reduction;
import io.tapline.network.layer.Layer;
import java.util.Objects;

/**
 * One value of each channel for all positions of the height axis: planes become frames of height 1.
 *
 * @param name the layer's name
 * @param kind what becomes of the values
 */
public record HeightReduction(String name, Reduction kind) implements Layer {

  public HeightReduction {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(kind, "kind");
  }

  @Override
  public String type() {
    return "HeightReduction";
  }

  @Override
  public long outputHeight(long inputHeight) {
    return 1;
  }
}
