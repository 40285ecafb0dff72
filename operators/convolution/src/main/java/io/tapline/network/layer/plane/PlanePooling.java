/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.layer.plane;

import io.tapline.network.layer.Layer;
import io.tapline.network.layer.Taps;
import io.tapline.network.layer.pooling.Pooling;
import java.util.Objects;

/**
 * The largest or the mean value of each channel under a kernel over time and height. Padding is
 * never the largest.
 *
 * @param name the layer's name
 * @param kind largest or mean
 * @param taps what an output reads over time
 * @param height what it reads over the height axis
 * @param countPadding whether the mean's divisor counts padding
 */
public record PlanePooling(
    String name, Pooling.Kind kind, Taps taps, HeightTaps height, boolean countPadding)
    implements Layer {

  public PlanePooling {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(taps, "taps");
    Objects.requireNonNull(height, "height");
  }

  @Override
  public String type() {
    return kind == Pooling.Kind.MAX ? "MaxPooling2D" : "AveragePooling2D";
  }

  @Override
  public long outputHeight(long inputHeight) {
    return height.outputs(inputHeight);
  }
}
