/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models.keras;

import io.tapline.network.function.Arithmetic;
import io.tapline.network.layer.Weights;
import io.tapline.network.layer.merge.Concatenation;
import io.tapline.network.layer.merge.ConstantArithmetic;
import io.tapline.network.layer.merge.Merge;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;

/** Layers in which branches meet, frame with frame. */
final class MergeLayers {

  private MergeLayers() {}

  /** Add, Multiply, Maximum, Minimum; Subtract, which takes two. */
  static LayerTranslator of(Arithmetic operation) {
    return (layer, inputs) -> {
      if (operation == Arithmetic.SUBTRACT && inputs.size() != 2) {
        throw layer.config().problem("layer must have two inputs", "inputs=" + inputs.size());
      }
      return merged(layer, inputs, new Merge(layer.name(), operation));
    };
  }

  static Signal merged(LayerContext layer, List<Signal> inputs, Merge merge)
      throws UnsupportedLayerException {
    List<Signal> alike = Planes.alike(layer, inputs);
    return check(layer.config(), alike).from(layer.add(merge, sources(alike)));
  }

  /** What branches give that meet value by value. */
  static Signal check(LayerConfig config, List<Signal> inputs) throws UnsupportedLayerException {
    Signal meeting = meeting(config, inputs);
    int channels = inputs.stream().mapToInt(Signal::channels).max().orElseThrow();
    for (Signal input : inputs) {
      if (input.channels() != channels && input.channels() != 1) {
        throw config.problem(
            "branches must have equally many channels", "inputs=" + shapes(inputs));
      }
    }
    return meeting.withChannels(channels);
  }

  /** The sum of the branches, divided by their number. */
  static Signal average(LayerContext layer, List<Signal> inputs) throws UnsupportedLayerException {
    Signal sum = merged(layer, inputs, new Merge(layer.part("sum"), Arithmetic.ADD));
    ConstantArithmetic mean =
        new ConstantArithmetic(
            layer.name(), Arithmetic.DIVIDE, Weights.of(inputs.size()), false, false);
    return sum.from(layer.add(mean, sum.source()));
  }

  static Signal concatenate(LayerContext layer, List<Signal> inputs)
      throws UnsupportedLayerException {
    List<Integer> axes = layer.config().integers("axis");
    if (axes.size() > 1) {
      throw layer.config().problem("layer must work along one axis", "axis=" + axes);
    }
    return concatenated(layer, inputs, axes.isEmpty() ? -1 : axes.get(0));
  }

  static Signal concatenated(LayerContext layer, List<Signal> inputs, int axis)
      throws UnsupportedLayerException {
    LayerConfig config = layer.config();
    if (PlaneConcatenation.isNeeded(inputs, axis)) {
      return PlaneConcatenation.of(layer, inputs, axis);
    }
    Signal meeting = meeting(config, inputs);
    if (meeting.axis(axis) != Axis.CHANNELS) {
      throw config.problem(
          "layer works along another axis than the channels, which does not stream",
          "axis=" + axis,
          "inputs=" + shapes(inputs));
    }
    long channels = inputs.stream().mapToLong(Signal::channels).sum();
    if (channels > Integer.MAX_VALUE) {
      throw config.problem("layer has too many output channels", "channels=" + channels);
    }
    String source = layer.add(new Concatenation(layer.name()), sources(inputs));
    return meeting.from(source).withChannels((int) channels);
  }

  /** The first branch, as long as any of them says. */
  private static Signal meeting(LayerConfig config, List<Signal> inputs)
      throws UnsupportedLayerException {
    if (inputs.size() < 2) {
      throw config.problem("layer must have two inputs or more", "inputs=" + inputs.size());
    }
    Signal first = inputs.get(0);
    for (Signal input : inputs) {
      if (!input.axes().equals(first.axes())
          || input.height() != first.height()
          || !Objects.equals(input.parts(), first.parts())) {
        throw config.problem(
            "branches must have the same axes; a window's value cannot meet its frames",
            "inputs=" + shapes(inputs));
      }
    }
    boolean masked = inputs.stream().anyMatch(Signal::masked);
    return first.withFrames(length(config, inputs)).withMask(masked);
  }

  /** The length of branches that meet, where one of them says it. */
  static OptionalInt length(LayerConfig config, List<Signal> inputs)
      throws UnsupportedLayerException {
    OptionalInt frames = OptionalInt.empty();
    for (Signal input : inputs) {
      if (frames.isEmpty()) {
        frames = input.frames();
      } else if (input.frames().isPresent() && input.frames().getAsInt() != frames.getAsInt()) {
        throw config.problem("branches must be equally long", "inputs=" + shapes(inputs));
      }
    }
    return frames;
  }

  static List<String> shapes(List<Signal> inputs) {
    return inputs.stream().limit(4).map(Signal::shape).toList();
  }

  private static String[] sources(List<Signal> inputs) {
    return inputs.stream().map(Signal::source).toArray(String[]::new);
  }
}
