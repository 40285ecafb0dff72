/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models.keras;

import io.tapline.network.layer.merge.Concatenation;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** Branches of planes side by side: their channels at each position, or their positions. */
final class PlaneConcatenation {

  private PlaneConcatenation() {}

  /** Whether branches are planes, or become planes. */
  static boolean isNeeded(List<Signal> inputs, int axis) {
    return inputs.stream().anyMatch(input -> input.isPlane() || input.axis(axis) == Axis.SINGLE);
  }

  static Signal of(LayerContext layer, List<Signal> inputs, int axis)
      throws UnsupportedLayerException {
    LayerConfig config = layer.config();
    Signal first = inputs.get(0);
    int position = first.position(axis);
    for (Signal input : inputs) {
      boolean fits =
          input.axes().size() == first.axes().size()
              && input.axes().indexOf(Axis.TIME) == first.axes().indexOf(Axis.TIME)
              && input.axis(axis) != null
              && input.axis(axis) != Axis.TIME;
      if (inputs.size() < 2 || !fits) {
        throw refused(config, inputs, axis);
      }
      Requirements.wholeFrames(config, input);
    }
    long values = inputs.stream().mapToLong(Signal::values).sum();
    if (values > Plane.MOST_VALUES) {
      throw config.problem(
          "layer gives too many values a frame", "maximum=" + Plane.MOST_VALUES, "got=" + values);
    }
    OptionalInt frames = MergeLayers.length(config, inputs);
    boolean positions = inputs.stream().allMatch(input -> isHeight(input, position));
    Signal joined = positions ? positions(layer, inputs, axis) : channels(layer, inputs, axis);
    return joined.withFrames(frames);
  }

  private static boolean isHeight(Signal input, int position) {
    Axis axis = input.axes().get(position);
    boolean single = axis == Axis.SINGLE && !input.isPlane() && position < input.axes().size() - 1;
    return axis == Axis.HEIGHT || single;
  }

  /** Values of a frame are position after position, so that positions follow each other. */
  private static Signal positions(LayerContext layer, List<Signal> inputs, int axis)
      throws UnsupportedLayerException {
    Signal first = inputs.get(0);
    int position = first.position(axis);
    int values = first.axes().indexOf(Axis.CHANNELS);
    String[] sources = new String[inputs.size()];
    int height = 0;
    for (int i = 0; i < sources.length; i++) {
      Signal input = inputs.get(i);
      if (input.channels() != first.channels() || input.axes().indexOf(Axis.CHANNELS) != values) {
        throw refused(layer.config(), inputs, axis);
      }
      sources[i] = Planes.flat(layer, input, layer.part("row-" + (i + 1))).source();
      height += input.height();
    }
    String source = layer.add(new Concatenation(layer.name()), sources);
    List<Axis> axes = new ArrayList<>(first.axes());
    axes.set(position, Axis.HEIGHT);
    return first.from(source, 1).withPlane(axes, height, first.channels());
  }

  private static Signal channels(LayerContext layer, List<Signal> inputs, int axis)
      throws UnsupportedLayerException {
    int position = inputs.get(0).position(axis);
    Plane first = Plane.of(layer.config(), inputs.get(0), position);
    String[] sources = new String[inputs.size()];
    int channels = 0;
    for (int i = 0; i < sources.length; i++) {
      Plane plane = Plane.of(layer.config(), inputs.get(i), position);
      if (plane.height() != first.height() || plane.heightAxis() != first.heightAxis()) {
        throw refused(layer.config(), inputs, axis);
      }
      sources[i] = plane.framed(layer, layer.part("planes-" + (i + 1))).source();
      channels += plane.channels();
    }
    String source = layer.add(new Concatenation(layer.name()), sources);
    return first.through(layer, source, first.height(), channels);
  }

  private static UnsupportedLayerException refused(
      LayerConfig config, List<Signal> inputs, int axis) {
    return config.problem(
        "branches must have the same axes besides the one that they are put together along",
        "axis=" + axis,
        "inputs=" + MergeLayers.shapes(inputs));
  }
}
