/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models.keras;

import java.util.ArrayList;
import java.util.List;

/** Operations that change the axes, and no value. */
final class ShapeOperators {

  private ShapeOperators() {}

  /** Reshapes to a shape that begins with the batch size, which is unknown. */
  static Signal reshape(Arguments call) throws UnsupportedLayerException {
    Signal input = Operators.only(call);
    List<Integer> shape = new ArrayList<>(call.integers(1, "newshape", "shape"));
    if (shape.isEmpty() || shape.remove(0) != -1) {
      throw call.problem("reshape must leave the batch's size open, put a Reshape layer");
    }
    return ShapeLayers.reshaped(call.layer(), input, shape);
  }

  static Signal transpose(Arguments call) throws UnsupportedLayerException {
    Signal input = Operators.only(call);
    List<Integer> order = new ArrayList<>(call.integers(1, "axes", "perm"));
    if (order.isEmpty() || order.remove(0) != 0) {
      throw call.problem("transpose must leave the batch in front", "axes=" + order);
    }
    return ShapeLayers.permuted(call.layer().config(), input, order);
  }

  /** Axes of size 1 go, the given ones or all. */
  static Signal squeeze(Arguments call) throws UnsupportedLayerException {
    Signal input = Operators.only(call);
    Requirements.wholeFrames(call.layer().config(), input);
    List<Integer> axes = call.integers(1, "axis");
    Signal output = input;
    for (int position = input.axes().size() - 1; position >= 0; position--) {
      boolean one = sizeIsOne(input, position);
      boolean asked = axes.isEmpty() ? one : isAmong(axes, input, position);
      if (asked && !one) {
        throw call.problem("an axis of another size than 1 cannot go", "input=" + input.shape());
      }
      output = asked ? output.withoutAxis(position) : output;
    }
    return output;
  }

  private static boolean sizeIsOne(Signal input, int position) {
    return switch (input.axes().get(position)) {
      case SINGLE -> true;
      case CHANNELS -> input.channels() == 1;
      default -> false;
    };
  }

  private static boolean isAmong(List<Integer> indices, Signal input, int position) {
    return indices.stream().anyMatch(index -> input.position(index) == position);
  }

  /** An axis of size 1 more. */
  static Signal expand(Arguments call) throws UnsupportedLayerException {
    Signal input = Operators.only(call);
    Requirements.wholeFrames(call.layer().config(), input);
    List<Integer> axes = call.integers(1, "axis");
    // Counted among the axes that are there afterwards, the batch's being 0.
    int rank = input.axes().size() + 1;
    int position = axes.size() == 1 ? (axes.get(0) < 0 ? axes.get(0) + rank : axes.get(0) - 1) : -1;
    if (position < 0 || position >= rank) {
      throw call.problem("axis must be one of the tensor's own", "axis=" + axes);
    }
    List<Axis> expanded = new ArrayList<>(input.axes());
    expanded.add(position, Axis.SINGLE);
    return input.withAxes(expanded);
  }

  static Signal concatenate(Arguments call) throws UnsupportedLayerException {
    List<Signal> inputs = call.tensors(0, "xs", "values", "arrays");
    List<Integer> axes = call.integers(1, "axis");
    if (axes.size() != 1) {
      throw call.problem("tensors must be put together along one axis", "axis=" + axes);
    }
    return MergeLayers.concatenated(call.layer(), inputs, axes.get(0));
  }
}
