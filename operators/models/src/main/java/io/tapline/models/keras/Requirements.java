/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models.keras;

import java.util.List;

/** What many layers ask of their input and their configuration. */
final class Requirements {

  private Requirements() {}

  /** The layer's only input. */
  static Signal one(LayerConfig config, List<Signal> inputs) throws UnsupportedLayerException {
    if (inputs.size() != 1) {
      throw config.problem("layer must have one input", "inputs=" + inputs.size());
    }
    return inputs.get(0);
  }

  /** The layer's only input, which is frames of channels, or channels alone, channels last. */
  static Signal channelsLast(LayerConfig config, List<Signal> inputs)
      throws UnsupportedLayerException {
    Signal input = one(config, inputs);
    channelsLast(config, input);
    return input;
  }

  static void channelsLast(LayerConfig config, Signal input) throws UnsupportedLayerException {
    if (!input.channelsLast()) {
      throw config.problem(
          "layer works along time where it should work on channels, put channels last",
          "input=" + input.shape());
    }
  }

  /** Refuses what has no axes of its own, or is cut into parts. */
  static void wholeFrames(LayerConfig config, Signal input) throws UnsupportedLayerException {
    if (input.axes().contains(Axis.PARTS)) {
      throw config.problem(
          "layer works on a window that is cut into parts, put TimeDistributed around it",
          "input=" + input.shape());
    }
    if (input.axes().stream().anyMatch(Axis::isWhole)) {
      throw config.problem(
          "operation works on a window in a row, reshape it first", "input=" + input.shape());
    }
  }

  /** The position of the only axis that a layer works along, the last by default. */
  static int axis(LayerConfig config, Signal input) throws UnsupportedLayerException {
    int index = axes(config).get(0);
    if (input.axis(index) == null) {
      throw config.problem(
          "layer works along another axis than the channels, which does not stream",
          "axis=" + index,
          "input=" + input.shape());
    }
    return input.position(index);
  }

  /** Refuses an axis, or axes, that are anything but the channels. */
  static void channelAxis(LayerConfig config, Signal input) throws UnsupportedLayerException {
    for (int index : axes(config)) {
      if (input.axis(index) != Axis.CHANNELS) {
        throw config.problem(
            "layer works along another axis than the channels, which does not stream",
            "axis=" + index,
            "input=" + input.shape());
      }
    }
  }

  private static List<Integer> axes(LayerConfig config) throws UnsupportedLayerException {
    List<Integer> axes = config.integers("axis");
    if (axes.size() > 1) {
      throw config.problem("layer must work along one axis", "axis=" + axes);
    }
    return axes.isEmpty() ? List.of(-1) : axes;
  }
}
