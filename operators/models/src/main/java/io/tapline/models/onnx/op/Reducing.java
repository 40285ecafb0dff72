/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models.onnx.op;

import io.tapline.models.onnx.model.Refusal;
import io.tapline.models.onnx.stream.Axis;
import io.tapline.models.onnx.stream.Layers;
import io.tapline.models.onnx.stream.Rearranging;
import io.tapline.models.onnx.stream.Stream;
import io.tapline.network.function.Arithmetic;
import io.tapline.network.function.Reduction;
import io.tapline.network.layer.collapse.TimeCollapse;
import io.tapline.network.layer.shape.ChannelReduction;
import java.util.ArrayList;
import java.util.List;

/** One value of many, along axes of channels, time, or both. */
final class Reducing {
  private static final int MOST_POSITIONS = 1024;

  private Reducing() {}

  /** The axes reduced remain, of size 1. */
  static Stream reduce(Layers layers, Stream given, boolean[] reduced, Reduction kind) {
    Stream input = PlaneReduction.overHeight(layers, given, reduced, kind);
    boolean time = false;
    int channels = 1;
    for (int axis = 0; axis < reduced.length; axis++) {
      Axis named = input.axis(axis);
      if (reduced[axis] && !named.isTime() && !named.isChannels()) {
        throw new Refusal("streams side by side do not mix: axes=%s, axis=%d", input.axes(), axis);
      }
      time |= reduced[axis] && named.isTime();
      channels *= reduced[axis] ? named.channels() : 1;
    }
    Stream result = input;
    if (channels > 1 && channels == input.channels()) {
      result =
          layers.on(input, name -> new ChannelReduction(name, kind)).with(without(input, reduced));
    } else if (channels > 1) {
      for (int axis = 0; axis < reduced.length; axis++) {
        if (reduced[axis] && result.axis(axis).channels() > 1) {
          result = overAxis(layers, result, axis, kind);
        }
      }
    }
    return time ? layers.collapse(result, collapse(kind)) : result;
  }

  private static List<Axis> without(Stream input, boolean[] reduced) {
    List<Axis> axes = new ArrayList<>(input.axes());
    for (int axis = 0; axis < reduced.length; axis++) {
      if (reduced[axis] && axes.get(axis).isChannels()) {
        axes.set(axis, Axis.ONE);
      }
    }
    return axes;
  }

  /** Some of the channels: position by position. */
  private static Stream overAxis(Layers layers, Stream input, int axis, Reduction kind) {
    int size = input.axis(axis).size();
    if (size > MOST_POSITIONS) {
      throw new Refusal("axis is too large to reduce: maximum=%d, got=%d", MOST_POSITIONS, size);
    }
    Stream result = Rearranging.select(layers, input, axis, 0);
    for (int position = 1; position < size; position++) {
      Stream next = Rearranging.select(layers, input, axis, position);
      result = layers.merge(operation(kind), result, next);
    }
    return kind == Reduction.AVERAGE
        ? layers.constant(result, Arithmetic.DIVIDE, size, false)
        : result;
  }

  private static Arithmetic operation(Reduction kind) {
    return switch (kind) {
      case AVERAGE, SUM -> Arithmetic.ADD;
      case MAX -> Arithmetic.MAXIMUM;
      case MIN -> Arithmetic.MINIMUM;
    };
  }

  private static TimeCollapse.Kind collapse(Reduction kind) {
    return switch (kind) {
      case AVERAGE -> TimeCollapse.Kind.AVERAGE;
      case SUM -> TimeCollapse.Kind.SUM;
      case MAX -> TimeCollapse.Kind.MAX;
      case MIN -> TimeCollapse.Kind.MIN;
    };
  }
}
