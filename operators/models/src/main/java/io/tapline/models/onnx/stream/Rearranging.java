/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models.onnx.stream;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Streams whose axes stand in another order, or are repeated. */
public final class Rearranging {
  private Rearranging() {}

  /** Axis i of the result is axis {@code permutation[i]} of the input. */
  public static Stream transpose(Layers layers, Stream input, int... permutation) {
    List<Axis> axes = new ArrayList<>();
    for (int axis : permutation) {
      axes.add(input.axis(axis));
    }
    int rank = input.rank();
    int[] strides = channelStrides(input);
    int[] order = new int[input.channels()];
    for (int i = 0; i < order.length; i++) {
      int rest = i;
      for (int axis = rank - 1; axis >= 0; axis--) {
        int size = axes.get(axis).channels();
        order[i] += rest % size * strides[permutation[axis]];
        rest /= size;
      }
    }
    return layers.select(input, order, axes);
  }

  /**
   * Takes positions of the channels of one axis.
   *
   * @param positions for each position of the result, the one of the input
   */
  public static Stream select(Layers layers, Stream input, int axis, int... positions) {
    int before = input.channelsBefore(axis);
    int after = input.channelsAfter(axis);
    int size = input.axis(axis).channels();
    int[] order = new int[layers.budget().take((long) before * positions.length * after)];
    for (int i = 0; i < order.length; i++) {
      int position = positions[i / after % positions.length];
      order[i] = (i / after / positions.length * size + position) * after + i % after;
    }
    List<Axis> axes = new ArrayList<>(input.axes());
    axes.set(axis, Axis.channels(positions.length));
    return layers.select(input, order, axes);
  }

  /**
   * Repeats channels so that the axes are {@code axes}, where those of the input are the same or
   * stand for nothing. A single channel needs no repeating: layers do that themselves.
   */
  static Stream repeat(Layers layers, Stream input, List<Axis> axes) {
    int[] strides = channelStrides(input);
    int[] order =
        new int
            [layers
                .budget()
                .take(axes.stream().mapToLong(Axis::channels).reduce(1, Math::multiplyExact))];
    for (int i = 0; i < order.length; i++) {
      int rest = i;
      for (int axis = axes.size() - 1; axis >= 0; axis--) {
        int size = axes.get(axis).channels();
        order[i] += input.axis(axis).channels() == 1 ? 0 : rest % size * strides[axis];
        rest /= size;
      }
    }
    return layers.select(input, order, axes);
  }

  private static int[] channelStrides(Stream input) {
    int[] strides = new int[input.rank()];
    Arrays.setAll(strides, input::channelsAfter);
    return strides;
  }
}
