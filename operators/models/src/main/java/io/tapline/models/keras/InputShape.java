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
import java.util.Optional;
import java.util.OptionalInt;

/** Tells which axis of a model's input is time. */
final class InputShape {
  private static final int MAX_CHANNELS = 65535;

  private InputShape() {}

  /**
   * The signals that may enter a model, the usual one first: (time, channels), then (channels,
   * time); channels alone, then all values of a window in a row; of three axes each for time, the
   * first one first.
   *
   * @param shape sizes, the batch's in front
   * @throws InvalidModelException unless it is frames of channels, perhaps with an axis besides, or
   *     channels alone
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
    Optional<Signal> inParts = inParts(sizes);
    List<Signal> signals = new ArrayList<>(whole(sizes));
    inParts.ifPresent(signals::add);
    if (signals.isEmpty() && (sizes.isEmpty() || sizes.size() > 3)) {
      throw refused(
          "input must be frames and channels, (time, channels), or have one axis besides", shape);
    }
    if (signals.isEmpty()) {
      throw refused(
          "number of the input's channels must be known, and at most " + MAX_CHANNELS, shape);
    }
    return signals;
  }

  private static List<Signal> whole(List<OptionalInt> sizes) {
    List<Signal> signals = new ArrayList<>();
    switch (sizes.size()) {
      case 1:
        signal(Signal.VALUES, sizes).ifPresent(signals::add);
        signal(List.of(Axis.FLAT_FRAMES), sizes).ifPresent(signals::add);
        signal(List.of(Axis.FLAT_CHANNELS), sizes).ifPresent(signals::add);
        break;
      case 2:
        signal(Signal.FRAMES, sizes).ifPresent(signals::add);
        signal(List.of(Axis.CHANNELS, Axis.TIME), sizes).ifPresent(signals::add);
        break;
      case 3:
        for (int time = 0; time < 3; time++) {
          image(sizes, time).ifPresent(signals::add);
        }
        break;
      default:
    }
    return signals;
  }

  /** Frames that are planes, or have an axis of size 1, whose other axes stand in their order. */
  private static Optional<Signal> image(List<OptionalInt> sizes, int time) {
    List<Axis> axes = new ArrayList<>(List.of(Axis.HEIGHT, Axis.CHANNELS));
    List<OptionalInt> others = new ArrayList<>(sizes);
    axes.add(time, Axis.TIME);
    OptionalInt frames = others.remove(time);
    // Of size 1 it is time only as the first of (1, 1, channels).
    boolean single = isOne(frames) && !(time == 0 && isOne(sizes.get(1)));
    if (single || others.contains(OptionalInt.empty())) {
      return Optional.empty();
    }
    int height = others.get(0).getAsInt();
    int channels = others.get(1).getAsInt();
    if ((long) height * channels > MAX_CHANNELS) {
      return Optional.empty();
    }
    return Optional.of(
        new Signal(NetworkGraph.INPUT, axes, height, channels, 1, frames, false, null));
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
   * How a window is laid out that was in a row: time first, or last.
   *
   * @param flat the window
   * @param sizes what its axis becomes
   * @return frames of channels or channels of frames; empty if these are other sizes
   */
  static Optional<Signal> window(Signal flat, List<Integer> sizes) {
    boolean timeFirst = flat.axes().get(0) == Axis.FLAT_FRAMES;
    List<OptionalInt> known = sizes.stream().map(OptionalInt::of).toList();
    List<Signal> signals =
        whole(known).stream()
            .filter(Signal::hasTime)
            .filter(signal -> isOutermost(signal, timeFirst))
            .toList();
    return signals.isEmpty() ? Optional.empty() : Optional.of(signals.get(0));
  }

  /** Whether time stands before all other values, or behind them. */
  private static boolean isOutermost(Signal signal, boolean first) {
    int time = signal.axes().indexOf(Axis.TIME);
    List<Axis> others =
        first ? signal.axes().subList(0, time) : signal.axes().subList(time, signal.axes().size());
    return others.stream().allMatch(axis -> axis == Axis.SINGLE || axis == Axis.TIME);
  }

  /** Whether the axes are those that a model's input usually has: time before all others. */
  static boolean isUsual(Signal input) {
    return !input.isFlat()
        && !input.axes().contains(Axis.PARTS)
        && (!input.hasTime() || isOutermost(input, true));
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
