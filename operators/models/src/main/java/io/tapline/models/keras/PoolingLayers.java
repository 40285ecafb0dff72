/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models.keras;

import io.tapline.network.function.Reduction;
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
    Signal input = Requirements.channelsLast(layer.config(), inputs);
    Sliding sliding = Sliding.of(layer, input, "pool_size", 2, 0);
    Pooling pooling = new Pooling(layer.name(), kind, sliding.taps(), false);
    return input.from(layer.add(pooling, input.source())).through(sliding.taps());
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
