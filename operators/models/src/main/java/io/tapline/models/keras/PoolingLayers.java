/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models.keras;

import io.tapline.network.function.Reduction;
import io.tapline.network.layer.plane.PlanePooling;
import io.tapline.network.layer.pooling.Pooling;
import java.util.List;
import java.util.stream.IntStream;

/** Pooling over some frames, and over all of a window. */
final class PoolingLayers {

  private PoolingLayers() {}

  static Signal max(LayerContext layer, List<Signal> inputs) throws UnsupportedLayerException {
    return pooling(layer, inputs, Pooling.Kind.MAX);
  }

  static Signal average(LayerContext layer, List<Signal> inputs) throws UnsupportedLayerException {
    return pooling(layer, inputs, Pooling.Kind.AVERAGE);
  }

  /** Keras leaves padding out of the mean. */
  private static Signal pooling(LayerContext layer, List<Signal> inputs, Pooling.Kind kind)
      throws UnsupportedLayerException {
    if (Planes.isImage(layer.config(), Requirements.one(layer.config(), inputs))) {
      return planes(layer, inputs.get(0), kind);
    }
    Signal frames = Requirements.channelsLast(layer.config(), inputs);
    Signal input = Planes.framed(layer, frames, layer.part("planes"));
    Sliding sliding = Sliding.of(layer, input, "pool_size", 2, 0);
    Pooling pooling = new Pooling(layer.name(), kind, sliding.taps(), false);
    return input.from(layer.add(pooling, input.source())).through(sliding.taps());
  }

  private static Signal planes(LayerContext layer, Signal input, Pooling.Kind kind)
      throws UnsupportedLayerException {
    Plane plane = Plane.of(layer.config(), input, 2);
    PlaneSliding sliding = PlaneSliding.of(layer, plane, "pool_size", 2, 0);
    Plane framed = plane.framed(layer);
    PlanePooling pooling =
        new PlanePooling(layer.name(), kind, sliding.taps(), sliding.height(), false);
    String source = layer.add(pooling, framed.source());
    int height = sliding.outputs(plane.height());
    return framed.through(layer, source, height, plane.channels(), sliding.taps());
  }

  static Signal globalMax(LayerContext layer, List<Signal> inputs)
      throws UnsupportedLayerException {
    return global(layer, inputs, Reduction.MAX);
  }

  static Signal globalAverage(LayerContext layer, List<Signal> inputs)
      throws UnsupportedLayerException {
    return global(layer, inputs, Reduction.AVERAGE);
  }

  /** Over all axes but the last, or but the first. */
  private static Signal global(LayerContext layer, List<Signal> inputs, Reduction kind)
      throws UnsupportedLayerException {
    LayerConfig config = layer.config();
    Signal input = Requirements.one(config, inputs);
    Requirements.wholeFrames(config, input);
    int axes = config.type().contains("2D") ? 3 : 2;
    if (input.axes().size() != axes) {
      throw config.problem("layer needs an input of frames and channels", "input=" + input.shape());
    }
    if (input.masked() && kind == Reduction.AVERAGE) {
      throw config.problem(
          "layer leaves masked frames out of the mean, which depends on the values of each window;"
              + " leave Masking out");
    }
    int first = ChannelsFirst.is(config) ? 2 : 1;
    List<Integer> reduced = IntStream.range(first, first + axes - 1).boxed().toList();
    return Reducing.over(layer, input, reduced, kind, config.flag("keepdims", false));
  }
}
