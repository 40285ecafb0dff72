/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models.keras;

import com.fasterxml.jackson.databind.JsonNode;
import io.tapline.models.InvalidModelException;
import io.tapline.network.graph.NetworkGraph;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** Tells which axis of a model's input is time. */
final class InputShape {
  private static final int MAX_CHANNELS = 65535;

  private InputShape() {}

  /**
   * The signal that enters a model.
   *
   * @param shape sizes, the batch's in front
   * @throws InvalidModelException unless it is frames of channels, perhaps with an axis of size 1,
   *     or channels alone
   */
  static Signal signal(JsonNode shape) throws InvalidModelException {
    List<OptionalInt> sizes = new ArrayList<>();
    for (int axis = 1; axis < shape.size(); axis++) {
      JsonNode size = shape.get(axis);
      boolean known = size.isIntegralNumber() && size.canConvertToInt() && size.intValue() > 0;
      if (!known && !size.isNull()) {
        throw refused("input's sizes must be whole numbers or null", shape);
      }
      sizes.add(known ? OptionalInt.of(size.intValue()) : OptionalInt.empty());
    }
    List<Axis> axes = axes(sizes);
    if (axes.isEmpty()) {
      throw refused(
          "input must be frames and channels, (time, channels), or have an axis of size 1 besides",
          shape);
    }
    OptionalInt channels = sizes.get(axes.indexOf(Axis.CHANNELS));
    if (channels.isEmpty() || channels.getAsInt() > MAX_CHANNELS) {
      throw refused(
          "number of the input's channels must be known, and at most " + MAX_CHANNELS, shape);
    }
    int time = axes.indexOf(Axis.TIME);
    return new Signal(
        NetworkGraph.INPUT,
        axes,
        channels.getAsInt(),
        time < 0 ? OptionalInt.empty() : sizes.get(time));
  }

  private static List<Axis> axes(List<OptionalInt> sizes) {
    return switch (sizes.size()) {
      case 1 -> Signal.VALUES;
      case 2 -> Signal.FRAMES;
      case 3 -> threeAxes(sizes);
      default -> List.of();
    };
  }

  private static List<Axis> threeAxes(List<OptionalInt> sizes) {
    if (isOne(sizes.get(1))) {
      return List.of(Axis.TIME, Axis.SINGLE, Axis.CHANNELS);
    }
    if (isOne(sizes.get(0))) {
      return List.of(Axis.SINGLE, Axis.TIME, Axis.CHANNELS);
    }
    // Sensors side by side, as an image of one colour.
    return isOne(sizes.get(2)) ? List.of(Axis.TIME, Axis.CHANNELS, Axis.SINGLE) : List.of();
  }

  private static boolean isOne(OptionalInt size) {
    return size.isPresent() && size.getAsInt() == 1;
  }

  private static InvalidModelException refused(String condition, JsonNode shape) {
    String text = shape.isMissingNode() ? "nothing" : shape.toString();
    return new InvalidModelException(
        List.of(condition + ": got=" + text.substring(0, Math.min(60, text.length()))));
  }
}
