/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models.keras;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Finds what the axes are after a reshape that moves no value from frame to frame. */
final class Reshaping {

  private Reshaping() {}

  /**
   * The axes of a shape.
   *
   * @param target sizes, one of which may be −1: whatever is left
   * @throws UnsupportedLayerException unless the shape is the input's, with axes of size 1 put in
   *     or left out
   */
  static List<Axis> axes(LayerConfig config, Signal input, List<Integer> target)
      throws UnsupportedLayerException {
    List<Axis> rest = new ArrayList<>(input.axes());
    rest.removeIf(axis -> axis == Axis.SINGLE);
    List<Axis> axes = new ArrayList<>();
    for (int position = 0; position < target.size(); position++) {
      boolean needed = target.size() - position == rest.size();
      int size = target.get(position);
      if (!rest.isEmpty() && (needed || size != 1) && fits(size, rest.get(0), input)) {
        axes.add(rest.remove(0));
      } else if (size == 1) {
        axes.add(Axis.SINGLE);
      } else {
        throw refused(config, input, target);
      }
    }
    if (!rest.isEmpty() || Collections.frequency(target, -1) > 1) {
      throw refused(config, input, target);
    }
    return axes;
  }

  /**
   * A shape without −1.
   *
   * @param values how many values there are
   * @throws UnsupportedLayerException if there are more or fewer in the shape
   */
  static List<Integer> sizes(LayerConfig config, int values, List<Integer> target)
      throws UnsupportedLayerException {
    long known = 1;
    for (int size : target) {
      known = Math.min(Integer.MAX_VALUE, known * (size == -1 ? 1 : size));
    }
    int open = known > 0 ? (int) (values / known) : 0;
    List<Integer> sizes = target.stream().map(size -> size == -1 ? open : size).toList();
    boolean fits = known > 0 && sizes.stream().allMatch(size -> size > 0);
    if (!fits || Collections.frequency(target, -1) > 1 || product(sizes) != values) {
      throw config.problem(
          "target_shape does not fit the input", "values=" + values, "target_shape=" + target);
    }
    return sizes;
  }

  private static long product(List<Integer> sizes) {
    return sizes.stream()
        .mapToLong(Integer::longValue)
        .reduce(1, (all, size) -> Math.min(Integer.MAX_VALUE, all * size));
  }

  private static boolean fits(int size, Axis axis, Signal input) {
    if (size == -1) {
      return true;
    }
    return axis == Axis.CHANNELS
        ? size == input.channels()
        : input.frames().isPresent() && size == input.frames().getAsInt();
  }

  private static UnsupportedLayerException refused(
      LayerConfig config, Signal input, List<Integer> target) {
    return config.problem(
        "reshape mixes frames and channels, which does not stream; only axes of size 1 may come"
            + " and go",
        "input=" + input.shape(),
        "target_shape=" + target);
  }
}
