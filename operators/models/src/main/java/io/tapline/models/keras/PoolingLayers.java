/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models.keras;

import io.tapline.network.layer.collapse.TimeCollapse;
import io.tapline.network.layer.pooling.Pooling;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

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
    Sliding sliding = Sliding.of(layer.config(), input, "pool_size", 0);
    Pooling pooling = new Pooling(layer.name(), kind, sliding.taps(), false);
    return input.from(layer.add(pooling, input.source())).through(sliding.taps());
  }

  static Signal globalMax(LayerContext layer, List<Signal> inputs)
      throws UnsupportedLayerException {
    return global(layer, inputs, TimeCollapse.Kind.MAX);
  }

  static Signal globalAverage(LayerContext layer, List<Signal> inputs)
      throws UnsupportedLayerException {
    return global(layer, inputs, TimeCollapse.Kind.AVERAGE);
  }

  private static Signal global(LayerContext layer, List<Signal> inputs, TimeCollapse.Kind kind)
      throws UnsupportedLayerException {
    LayerConfig config = layer.config();
    Signal input = Requirements.channelsLast(config, inputs);
    int axes = config.type().contains("2D") ? 3 : 2;
    if (!input.hasTime() || input.axes().size() != axes) {
      throw config.problem("layer needs an input of frames and channels", "input=" + input.shape());
    }
    Signal output =
        input
            .from(layer.add(TimeCollapse.of(layer.name(), kind), input.source()))
            .withoutTime(input.channels());
    if (!config.flag("keepdims", false)) {
      return output;
    }
    List<Axis> kept = new ArrayList<>(input.axes());
    kept.replaceAll(axis -> axis == Axis.TIME ? Axis.SINGLE : axis);
    return output.withAxes(kept).withFrames(OptionalInt.empty());
  }
}
