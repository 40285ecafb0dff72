/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models.keras;

import com.fasterxml.jackson.databind.JsonNode;
import io.tapline.models.InvalidModelException;
import io.tapline.models.ModelInput;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Which readings of an input's axes agree with what is known besides the file. */
final class InputReadings {

  private InputReadings() {}

  /**
   * The readings that agree, the usual one first; all of them where none has the channels, or the
   * length of the windows.
   *
   * @param shape sizes, the batch's in front
   * @throws InvalidModelException if there is no reading, or none of the layout that is asked for
   */
  static List<Signal> of(JsonNode shape, ModelInput known) throws InvalidModelException {
    List<Signal> all = InputShape.signals(shape);
    if (!known.layout().isEmpty()) {
      List<Signal> asked = all.stream().filter(input -> isLaidOut(input, known.layout())).toList();
      if (asked.isEmpty()) {
        throw new InvalidModelException(
            List.of(
                "layout does not fit the input, name each axis with time once: layout="
                    + name(known.layout())
                    + ", input="
                    + shape));
      }
      return asked;
    }
    List<Signal> fitting = all;
    if (known.channels().isPresent()) {
      int channels = known.channels().getAsInt();
      fitting = narrowed(fitting, input -> input.values() == channels);
    }
    if (known.window().isPresent()) {
      int window = known.window().getAsInt();
      fitting = narrowed(fitting, input -> input.frames().orElse(window) == window);
    }
    return fitting;
  }

  /** A window in a row has any number of channels. */
  private static List<Signal> narrowed(List<Signal> all, Predicate<Signal> fits) {
    List<Signal> fitting =
        all.stream().filter(input -> input.isFlat() || fits.test(input)).toList();
    return fitting.isEmpty() ? all : fitting;
  }

  /**
   * Whether neither of two readings is more usual than the other: images of two sizes. The rows of
   * a square are time.
   */
  static boolean areRivals(Signal taken, Signal other) {
    return isImage(taken)
        && isImage(other)
        && !(taken.frames().equals(other.frames()) && taken.values() == other.values());
  }

  private static boolean isImage(Signal input) {
    return input.axes().size() == 3 && input.hasTime() && !input.axes().contains(Axis.PARTS);
  }

  static String ambiguous(Signal one, Signal other) {
    return "input can be read in two ways, say which one with --layout, or layout in the pipeline:"
        + " input="
        + one.shape()
        + ", layout="
        + name(layout(one))
        + " or "
        + name(layout(other));
  }

  private static boolean isLaidOut(Signal input, List<ModelInput.Axis> asked) {
    return !input.axes().contains(Axis.PARTS) && layout(input).equals(asked);
  }

  private static List<ModelInput.Axis> layout(Signal input) {
    List<ModelInput.Axis> layout = new ArrayList<>(List.of(ModelInput.Axis.BATCH));
    for (Axis axis : input.axes()) {
      layout.add(axis == Axis.TIME ? ModelInput.Axis.TIME : ModelInput.Axis.CHANNELS);
    }
    return layout;
  }

  private static String name(List<ModelInput.Axis> layout) {
    return layout.stream()
        .map(axis -> axis.name().toLowerCase(Locale.ROOT))
        .collect(Collectors.joining(","));
  }
}
