/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models.keras;

import com.fasterxml.jackson.databind.JsonNode;
import io.tapline.network.layer.shape.TimePadding;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** Layers that move values and compute nothing. */
final class ShapeLayers {

  private ShapeLayers() {}

  /** Dropout and its like, which do nothing outside training. */
  static Signal identity(LayerContext layer, List<Signal> inputs) throws UnsupportedLayerException {
    return Requirements.one(layer.config(), inputs);
  }

  static Signal flatten(LayerContext layer, List<Signal> inputs) throws UnsupportedLayerException {
    Signal input = Requirements.one(layer.config(), inputs);
    // Channels that come first are put last before all becomes one axis.
    return flattened(
        layer, ChannelsFirst.is(layer.config()) ? ChannelsFirst.lastFrom(input) : input);
  }

  /** All values of a window, in the order in which the axes are. */
  private static Signal flattened(LayerContext layer, Signal input)
      throws UnsupportedLayerException {
    if (input.axes().contains(Axis.PARTS)) {
      return flattened(layer, PartsLayers.joined(layer, input, layer.part("parts")));
    }
    if (!input.hasTime()) {
      return input.isFlat() ? input : FlattenedWindow.frame(layer, input);
    }
    if (input.frames().isEmpty()) {
      throw layer
          .config()
          .problem(
              "layer needs to know how many frames there are, give the model's input a length",
              "input=" + input.shape());
    }
    long values = (long) input.frames().getAsInt() * input.values();
    if (values < 1 || values > Integer.MAX_VALUE) {
      throw layer.config().problem("layer gives too few or too many values", "values=" + values);
    }
    return FlattenedWindow.of(layer, input);
  }

  /** The frames stay as they are, whatever the order in which Keras has their axes. */
  static Signal permute(LayerContext layer, List<Signal> inputs) throws UnsupportedLayerException {
    LayerConfig config = layer.config();
    return permuted(config, Requirements.one(config, inputs), config.integers("dims"));
  }

  static Signal permuted(LayerConfig config, Signal input, List<Integer> order)
      throws UnsupportedLayerException {
    Requirements.wholeFrames(config, input);
    List<Axis> axes = new ArrayList<>();
    for (int index : order) {
      axes.add(index < 1 ? null : input.axis(index));
    }
    if (axes.size() != input.axes().size()
        || axes.contains(null)
        || order.stream().distinct().count() != order.size()) {
      throw config.problem(
          "dims must name every axis once, from 1", "dims=" + order, "input=" + input.shape());
    }
    return input.withAxes(axes);
  }

  /**
   * Axes of size 1 may come and go, and all may become one. The values of a window may be given any
   * shape, whose axes are no time and no channels.
   */
  static Signal reshape(LayerContext layer, List<Signal> inputs) throws UnsupportedLayerException {
    LayerConfig config = layer.config();
    Signal input = Requirements.one(config, inputs);
    List<Integer> target = config.integers("target_shape");
    if (target.isEmpty()) {
      throw config.wrong("target_shape", "sizes", config.config().path("target_shape"));
    }
    return reshaped(layer, input, target);
  }

  static Signal reshaped(LayerContext layer, Signal input, List<Integer> target)
      throws UnsupportedLayerException {
    LayerConfig config = layer.config();
    if (input.isFlat()) {
      return laidOut(layer, input, target);
    }
    if (input.axes().contains(Axis.PARTS)) {
      Requirements.wholeFrames(config, input);
    }
    if (target.size() == 1 && input.hasTime() && isAll(target.get(0), input)) {
      return flattened(layer, input);
    }
    if (input.hasTime()) {
      return PlaneReshaping.isNeeded(input, target)
          ? PlaneReshaping.reshaped(layer, input, target)
          : input.withAxes(Reshaping.axes(config, input, target));
    }
    Signal values = FlattenedWindow.frame(layer, input);
    List<Integer> sizes = Reshaping.sizes(config, values.channels(), target);
    return sizes.stream().filter(size -> size > 1).count() > 1
        ? values.withAxes(List.of(Axis.BLOCK))
        : values.withAxes(Reshaping.axes(config, values, sizes));
  }

  /** The first reshape of a window that enters in a row says what its frames are. */
  private static Signal laidOut(LayerContext layer, Signal input, List<Integer> target)
      throws UnsupportedLayerException {
    List<Integer> sizes = Reshaping.sizes(layer.config(), input.channels(), target);
    if (sizes.size() == 1) {
      return input;
    }
    Signal window =
        InputShape.window(input, sizes)
            .filter(layer.draft()::layOut)
            .orElseThrow(
                () ->
                    layer
                        .config()
                        .problem(
                            "reshape does not make frames of channels of the input",
                            "input=" + input.shape(),
                            "target_shape=" + target));
    return window.from(input.source());
  }

  private static boolean isAll(int size, Signal input) {
    OptionalInt frames = input.frames();
    return size == -1 || (frames.isPresent() && (long) frames.getAsInt() * input.values() == size);
  }

  static Signal padding(LayerContext layer, List<Signal> inputs) throws UnsupportedLayerException {
    return padded(layer, inputs, "padding", 1);
  }

  static Signal cropping(LayerContext layer, List<Signal> inputs) throws UnsupportedLayerException {
    return padded(layer, inputs, "cropping", -1);
  }

  private static Signal padded(LayerContext layer, List<Signal> inputs, String key, int sign)
      throws UnsupportedLayerException {
    LayerConfig config = layer.config();
    Signal input = Requirements.channelsLast(config, inputs);
    if (!input.axes().equals(Signal.FRAMES)) {
      throw config.problem("layer needs an input of frames and channels", "input=" + input.shape());
    }
    JsonNode value = Spelling.plain(config.config().path(key));
    if (value.isArray() && value.size() != 2) {
      throw config.wrong(key, "one whole number or two", value);
    }
    int left = side(config, key, value.isArray() ? value.get(0) : value);
    int right = side(config, key, value.isArray() ? value.get(1) : value);
    TimePadding padding = new TimePadding(layer.name(), sign * left, sign * right, 1, 0f);
    return input.from(layer.add(padding, input.source())).through(padding.taps());
  }

  /** Positions at a side: 1 if unsaid. */
  static int side(LayerConfig config, String key, JsonNode value) throws UnsupportedLayerException {
    int side = value.isMissingNode() ? 1 : config.integer(key, value);
    if (side < 0) {
      throw config.wrong(key, "whole numbers from 0", value);
    }
    return side;
  }
}
