/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models.onnx.stream;

import io.tapline.models.onnx.model.Refusal;
import io.tapline.models.onnx.stream.Axis.Part;
import io.tapline.models.onnx.stream.Axis.Role;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/**
 * What the axes stand for after a reshape: values keep their order, so that the parts of the old
 * axes, one after another, are the parts of the new ones. Channels can be cut in two; time and
 * batch cannot.
 */
public final class Reshaping {
  private Reshaping() {}

  public static Stream reshape(Layers layers, Stream input, int[] shape) {
    Deque<Part> parts = new ArrayDeque<>();
    input.axes().forEach(axis -> parts.addAll(axis.parts()));
    List<Axis> axes = new ArrayList<>();
    for (int size : shape) {
      axes.add(take(parts, size, input, shape));
    }
    if (!parts.isEmpty() && parts.stream().allMatch(part -> part.size() == 1)) {
      // A single frame that loses its axis: from here on it stands for the window.
      return reshape(layers, layers.flatten(input), shape);
    }
    if (!parts.isEmpty()) {
      throw unclear(input, shape);
    }
    return input.with(axes);
  }

  private static Axis take(Deque<Part> parts, int size, Stream input, int[] shape) {
    List<Part> taken = new ArrayList<>();
    int open = size;
    while (open > 1 || taken.isEmpty() && !parts.isEmpty() && parts.peek().size() == 1) {
      Part part = parts.poll();
      if (part == null) {
        throw unclear(input, shape);
      }
      if (open % part.size() == 0) {
        taken.add(part);
        open /= part.size();
      } else if (part.role() == Role.CHANNELS && part.size() % open == 0) {
        taken.add(new Part(Role.CHANNELS, open));
        parts.push(new Part(Role.CHANNELS, part.size() / open));
        open = 1;
      } else {
        throw unclear(input, shape);
      }
    }
    return new Axis(taken);
  }

  private static Refusal unclear(Stream input, int[] shape) {
    return new Refusal(
        "reshape mixes steps of time with each other or with batches: from=%s, to=%s; reshape"
            + " channels only",
        input.axes(), Arrays.toString(shape));
  }
}
