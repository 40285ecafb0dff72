/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models;

import io.tapline.network.layer.Layer;
import io.tapline.network.layer.Padding;
import io.tapline.network.layer.Taps;
import io.tapline.network.layer.convolution.Convolution;
import io.tapline.network.layer.convolution.DepthwiseConvolution;
import io.tapline.network.layer.plane.PlaneConvolution;
import io.tapline.network.layer.plane.PlaneDepthwiseConvolution;
import io.tapline.network.layer.plane.PlanePooling;
import io.tapline.network.layer.pooling.Pooling;
import java.util.Optional;

/** Layers with the same kernel and another padding and stride. */
public final class Padded {
  private Padded() {}

  /** The padding by numbers, told as what it is where it has a name. */
  public static Padding padding(Taps taps, long left, long right) {
    if (right == 0 && left == taps.history()) {
      return Padding.CAUSAL;
    }
    return left == 0 && right == 0
        ? Padding.VALID
        : Padding.of(Math.toIntExact(left), Math.toIntExact(right));
  }

  /** The same layer with another stride and padding; empty for layers without a kernel. */
  public static Optional<Layer> with(Layer layer, int stride, Padding padding) {
    if (layer instanceof Convolution c) {
      return Optional.of(
          new Convolution(
              c.name(),
              c.filters(),
              c.kernelSize(),
              stride,
              c.dilation(),
              c.groups(),
              padding,
              c.kernel(),
              c.bias(),
              c.activation(),
              c.trainable()));
    } else if (layer instanceof DepthwiseConvolution d) {
      return Optional.of(
          new DepthwiseConvolution(
              d.name(),
              d.kernelSize(),
              d.depthMultiplier(),
              stride,
              d.dilation(),
              padding,
              d.kernel(),
              d.bias(),
              d.activation(),
              d.trainable()));
    } else if (layer instanceof Pooling p && !p.taps().partial()) {
      Taps taps = new Taps(p.taps().kernelSize(), stride, p.taps().dilation(), padding);
      return Optional.of(new Pooling(p.name(), p.kind(), taps, p.countPadding()));
    }
    return withPlanes(layer, stride, padding);
  }

  private static Optional<Layer> withPlanes(Layer layer, int stride, Padding padding) {
    if (layer instanceof PlaneConvolution c) {
      return Optional.of(
          new PlaneConvolution(
              c.name(),
              c.filters(),
              c.kernelSize(),
              stride,
              c.dilation(),
              padding,
              c.height(),
              c.groups(),
              c.kernel(),
              c.bias(),
              c.activation(),
              c.trainable()));
    } else if (layer instanceof PlaneDepthwiseConvolution d) {
      return Optional.of(
          new PlaneDepthwiseConvolution(
              d.name(),
              d.depthMultiplier(),
              d.kernelSize(),
              stride,
              d.dilation(),
              padding,
              d.height(),
              d.kernel(),
              d.bias(),
              d.activation(),
              d.trainable()));
    } else if (layer instanceof PlanePooling p && !p.taps().partial()) {
      Taps taps = new Taps(p.taps().kernelSize(), stride, p.taps().dilation(), padding);
      return Optional.of(new PlanePooling(p.name(), p.kind(), taps, p.height(), p.countPadding()));
    }
    return Optional.empty();
  }
}
