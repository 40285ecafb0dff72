/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models.onnx.model;

import java.util.Optional;

/**
 * The positions of one axis that a Slice takes.
 *
 * @param start the first one
 * @param end behind the last one, where they are taken forwards
 * @param step from one to the next; negative where they are taken from the back
 * @param count how many
 * @param counted whether it would be another one of a longer axis
 */
public record SliceRange(int start, int end, int step, int count, boolean counted) {

  /** A range that is told by numbers from the first position on. */
  public SliceRange(int start, int end, int step, int count) {
    this(start, end, step, count, true);
  }

  /** The ranges of a Slice, one for each axis; of all positions where it names none. */
  public static SliceRange[] of(OnnxNode node, Arguments.Inputs inputs, int[] shape) {
    SliceRange[] ranges = new SliceRange[shape.length];
    for (int axis = 0; axis < shape.length; axis++) {
      ranges[axis] = SliceRange.whole(shape[axis]);
    }
    long[] starts = needed(Arguments.integers(node, "starts", inputs, 1));
    long[] ends = needed(Arguments.integers(node, "ends", inputs, 2));
    Optional<long[]> axes = Arguments.integers(node, "axes", inputs, 3);
    Optional<long[]> steps = Arguments.integers(node, "steps", inputs, 4);
    if (ends.length != starts.length
        || axes.filter(a -> a.length != starts.length).isPresent()
        || steps.filter(s -> s.length != starts.length).isPresent()) {
      throw new Refusal("starts, ends, axes and steps must be as many: starts=%d", starts.length);
    }
    for (int i = 0; i < starts.length; i++) {
      int axis = Arguments.axis(axes.isPresent() ? axes.get()[i] : i, shape.length);
      long step = steps.isPresent() ? steps.get()[i] : 1;
      ranges[axis] = of(starts[i], ends[i], step, shape[axis]);
    }
    return ranges;
  }

  /** All positions of an axis. */
  public static SliceRange whole(int size) {
    return new SliceRange(0, size, 1, size);
  }

  /** Clamps as ONNX does: positions beyond either end are the end. */
  private static SliceRange of(long start, long end, long step, int size) {
    if (step == 0) {
      throw new Refusal("slice needs a step: step=0");
    }
    long from = start < 0 ? start + size : start;
    long to = end < 0 ? end + size : end;
    long way = Math.max(-Integer.MAX_VALUE, Math.min(Integer.MAX_VALUE, step));
    if (way > 0) {
      from = Math.max(0, Math.min(size, from));
      to = Math.max(0, Math.min(size, to));
    } else {
      from = Math.max(0, Math.min(size - 1, from));
      to = Math.max(-1, Math.min(size - 1, to));
    }
    long distance = way > 0 ? to - from : from - to;
    long count = distance <= 0 ? 0 : (distance - 1) / Math.abs(way) + 1;
    // From the start to so many before the end: of any size the same.
    // An end that is no position at all stands for the end of any axis.
    boolean ends = end >= 0 && end < Integer.MAX_VALUE;
    boolean all = from == 0 && count == size && way == 1;
    boolean counted = start < 0 || ends && !all;
    return new SliceRange((int) from, (int) to, (int) way, (int) count, counted);
  }

  /** Whether all positions of an axis of {@code size} are taken, in their order. */
  public boolean isWhole(int size) {
    return start == 0 && count == size && (step == 1 || size <= 1);
  }

  private static long[] needed(Optional<long[]> values) {
    return values.orElseThrow(() -> new Refusal("starts and ends are missing"));
  }
}
