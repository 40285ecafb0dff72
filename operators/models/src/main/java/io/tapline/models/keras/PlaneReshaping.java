/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models.keras;

import java.util.ArrayList;
import java.util.List;

/** A reshape that makes planes of frames, or frames of planes, and moves no value in time. */
final class PlaneReshaping {

  private PlaneReshaping() {}

  /** Whether the sizes are more than the axes that there are, and axes of size 1. */
  static boolean isNeeded(Signal input, List<Integer> target) {
    boolean longer = target.stream().filter(size -> size != 1).count() > 2;
    return input.isPlane() || longer;
  }

  /**
   * Adds what reshapes {@code input}.
   *
   * @param target sizes, one of which may be −1: whatever is left
   */
  static Signal reshaped(LayerContext layer, Signal input, List<Integer> target)
      throws UnsupportedLayerException {
    List<Integer> sizes = sizes(layer, input, target);
    int before = input.axes().indexOf(Axis.TIME);
    // What stands before time stays before it, and what stands behind stays behind.
    long outside = product(input, input.axes().subList(0, before));
    int time = timePosition(layer, input, sizes, outside);
    List<Integer> front = sizes.subList(0, time);
    List<Integer> behind = sizes.subList(time + 1, sizes.size());
    List<Axis> axes = new ArrayList<>();
    List<Integer> own = new ArrayList<>();
    for (int position = 0; position < sizes.size(); position++) {
      if (position == time) {
        axes.add(Axis.TIME);
      } else {
        boolean one = sizes.get(position) == 1;
        axes.add(one ? Axis.SINGLE : own.isEmpty() ? Axis.HEIGHT : Axis.CHANNELS);
        if (!one) {
          own.add(sizes.get(position));
        }
      }
    }
    if (own.size() > 2 || count(front) != outside || count(behind) != input.values() / outside) {
      throw refused(layer, input, target);
    }
    Signal ordered = inOrder(layer, input);
    if (own.size() == 2) {
      return ordered.withPlane(axes, own.get(0), own.get(1));
    }
    axes.replaceAll(axis -> axis == Axis.HEIGHT ? Axis.CHANNELS : axis);
    return ordered.withPlane(axes, 1, input.values());
  }

  /** The same signal with the values of a frame in the order of the file's axes. */
  private static Signal inOrder(LayerContext layer, Signal input) throws UnsupportedLayerException {
    if (!input.isPlane()
        || input.axes().indexOf(Axis.HEIGHT) < input.axes().indexOf(Axis.CHANNELS)) {
      return input;
    }
    Signal flat = Planes.flat(layer, input, layer.part("row"));
    String turned =
        Plane.turned(layer, layer.name(), input.height(), input.channels(), flat.source());
    return flat.from(turned);
  }

  private static List<Integer> sizes(LayerContext layer, Signal input, List<Integer> target)
      throws UnsupportedLayerException {
    if (input.frames().isPresent()) {
      long all = (long) input.frames().getAsInt() * input.values();
      if (all > Integer.MAX_VALUE) {
        throw refused(layer, input, target);
      }
      return Reshaping.sizes(layer.config(), (int) all, target);
    }
    // An open length can only be the size that is left open.
    return target;
  }

  private static int timePosition(
      LayerContext layer, Signal input, List<Integer> sizes, long outside)
      throws UnsupportedLayerException {
    int length = input.frames().orElse(-1);
    long front = 1;
    int position = 0;
    while (position < sizes.size() && front < outside) {
      front *= Math.max(1, sizes.get(position));
      position++;
    }
    while (position < sizes.size() && sizes.get(position) == 1 && length != 1) {
      position++;
    }
    if (position == sizes.size() || front != outside || sizes.get(position) != length) {
      throw refused(layer, input, sizes);
    }
    return position;
  }

  private static long product(Signal input, List<Axis> axes) {
    long product = 1;
    for (Axis axis : axes) {
      product *=
          axis == Axis.HEIGHT ? input.height() : axis == Axis.CHANNELS ? input.channels() : 1;
    }
    return product;
  }

  private static long count(List<Integer> sizes) {
    return sizes.stream().mapToLong(Integer::longValue).reduce(1, (a, b) -> a * b);
  }

  private static UnsupportedLayerException refused(
      LayerContext layer, Signal input, List<Integer> target) {
    return layer
        .config()
        .problem(
            "reshape moves values from frame to frame, which does not stream",
            "input=" + input.shape(),
            "target_shape=" + target);
  }
}
