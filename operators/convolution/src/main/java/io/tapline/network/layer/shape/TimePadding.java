/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.layer.shape;

import io.tapline.network.layer.Layer;
import io.tapline.network.layer.Padding;
import io.tapline.network.layer.Taps;
import java.util.Objects;

/**
 * Frames of a constant before the first and after the last, or, where negative, frames cut off; of
 * what is there then, every stride-th frame. As Keras' ZeroPadding1D and Cropping1D.
 *
 * @param name the layer's name
 * @param left frames before the first; negative where frames are cut off
 * @param right frames after the last; negative where frames are cut off
 * @param stride frames from one output to the next
 * @param value what is put in
 */
public record TimePadding(String name, int left, int right, int stride, float value)
    implements Layer {

  public TimePadding {
    Objects.requireNonNull(name, "name");
  }

  @Override
  public String type() {
    return left > 0 || right > 0 ? "ZeroPadding1D" : "Cropping1D";
  }

  @Override
  public Taps taps() {
    return new Taps(1, stride, 1, Padding.of(left, right));
  }
}
