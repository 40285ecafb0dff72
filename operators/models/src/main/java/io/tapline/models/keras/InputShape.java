/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models.keras;

import com.fasterxml.jackson.databind.JsonNode;
import io.tapline.models.InvalidModelException;
import io.tapline.network.graph.NetworkGraph;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Tells which axis of a model's input is time. */
final class InputShape {
  private static final int MAX_CHANNELS = 65535;

  private InputShape() {}

  /**
   * The signals that may enter a model, the usual one first: (time, channels), then (channels,
   * time); channels alone, then all values of a window in a row.
   *
   * @param shape sizes, the batch's in front
   * @throws InvalidModelException unless it is frames of channels, perhaps with an axis of size 1,
   *     or channels alone
   */
  static List<Signal> signals(JsonNode shape) throws InvalidModelException {
    List<OptionalInt> sizes = new ArrayList<>();
    for (int axis = 1; axis < shape.size(); axis++) {
      JsonNode size = shape.get(axis);
      OptionalInt known = Spelling.whole(size);
      if (!size.isNull() && (known.isEmpty() || known.getAsInt() < 1)) {
        throw refused("input's sizes must be whole numbers or null", shape);
      }
      sizes.add(known);
    }
    List<Axis> axes = axes(sizes);
    Optional<Signal> inParts = inParts(sizes);
    if (axes.isEmpty() && inParts.isEmpty()) {
      throw refused(
          "input must be frames and channels, (time, channels), or have an axis of size 1 besides",
          shape);
    }
    List<Signal> signals = new ArrayList<>();
    if (!axes.isEmpty()) {
      signal(axes, sizes).ifPresent(signals::add);
      signals.addAll(others(axes, sizes));
    }
    inParts.ifPresent(signals::add);
    if (signals.isEmpty()) {
      throw refused(
          "number of the input's channels must be known, and at most " + MAX_CHANNELS, shape);
    }
    return signals;
  }

  private static List<Signal> others(List<Axis> axes, List<OptionalInt> sizes) {
    List<Signal> signals = new ArrayList<>();
    if (axes.contains(Axis.TIME)) {
      signal(swapped(axes), sizes).ifPresent(signals::add);
    } else {
      signal(List.of(Axis.FLAT_FRAMES), sizes).ifPresent(signals::add);
      signal(List.of(Axis.FLAT_CHANNELS), sizes).ifPresent(signals::add);
    }
    return signals;
  }

  /** A window that is cut into parts: (parts, time, channels), all of them known. */
  private static Optional<Signal> inParts(List<OptionalInt> sizes) {
    if (sizes.size() != 3 || sizes.contains(OptionalInt.empty())) {
      return Optional.empty();
    }
    int count = sizes.get(0).getAsInt();
    int length = sizes.get(1).getAsInt();
    int channels = sizes.get(2).getAsInt();
    if (channels > MAX_CHANNELS || (long) count * length > Integer.MAX_VALUE) {
      return Optional.empty();
    }
    OptionalInt frames = OptionalInt.of(count * length);
    return Optional.of(
        new Signal(NetworkGraph.INPUT, Signal.FRAMES, channels, frames)
            .withParts(new Parts(count, length, length, 1)));
  }

  /** What enters a model as {@code sizes}; empty if the number of channels is not known. */
  private static Optional<Signal> signal(List<Axis> axes, List<OptionalInt> sizes) {
    OptionalInt channels = sizes.get(axes.get(0).isWhole() ? 0 : axes.indexOf(Axis.CHANNELS));
    if (channels.isEmpty() || channels.getAsInt() > MAX_CHANNELS) {
      return Optional.empty();
    }
    int time = axes.indexOf(Axis.TIME);
    OptionalInt frames = time < 0 ? OptionalInt.empty() : sizes.get(time);
    return Optional.of(new Signal(NetworkGraph.INPUT, axes, channels.getAsInt(), frames));
  }

  /**
   * How a window is laid out that was in a row.
   *
   * @param flat the window
   * @param sizes what its axis becomes
   * @return frames of channels or channels of frames; empty if these are other sizes
   */
  static Optional<Signal> window(Signal flat, List<Integer> sizes) {
    List<OptionalInt> known = sizes.stream().map(OptionalInt::of).toList();
    List<Axis> axes = axes(known);
    if (!axes.contains(Axis.TIME)) {
      return Optional.empty();
    }
    return signal(flat.axes().get(0) == Axis.FLAT_FRAMES ? axes : swapped(axes), known);
  }

  /** Whether the axes are those that a model's input usually has: time before channels. */
  static boolean isUsual(Signal input) {
    return !input.isFlat()
        && !input.axes().contains(Axis.PARTS)
        && input.axes().indexOf(Axis.TIME) < input.axes().indexOf(Axis.CHANNELS);
  }

  private static List<Axis> swapped(List<Axis> axes) {
    List<Axis> swapped = new ArrayList<>(axes);
    Collections.swap(swapped, axes.indexOf(Axis.TIME), axes.indexOf(Axis.CHANNELS));
    return swapped;
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
