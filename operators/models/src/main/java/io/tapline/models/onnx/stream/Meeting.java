/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models.onnx.stream;

import io.tapline.models.onnx.model.NdArray;
import io.tapline.models.onnx.model.Refusal;
import io.tapline.network.function.Arithmetic;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Streams and constants that meet value by value. Axes are aligned at the back; one of size 1 meets
 * any other.
 */
public final class Meeting {
  private Meeting() {}

  /** An operation between two streams. */
  public static Stream merge(Layers layers, Arithmetic operation, Stream one, Stream other) {
    List<Stream> together = layers.together(List.of(one, other));
    Stream a = together.get(0);
    Stream b = together.get(1);
    requireSameTime(a, b);
    int rank = Math.max(a.rank(), b.rank());
    Stream first = a.withRank(rank);
    Stream second = b.withRank(rank);
    List<Axis> axes = new ArrayList<>();
    for (int i = 0; i < rank; i++) {
      axes.add(common(first.axis(i), second.axis(i), a, b));
    }
    if (axes.stream().filter(Axis::hasTime).count() > 1) {
      throw different(a, b);
    }
    if (first.isPlanes() && axes.equals(first.axes()) && axes.equals(second.axes())) {
      return layers.merge(operation, first, layers.held(second, first.planes()));
    }
    if (second.isPlanes() && axes.equals(first.axes()) && axes.equals(second.axes())) {
      Stream held = layers.held(first, second.planes());
      return layers.merge(operation, held, second);
    }
    return layers
        .merge(
            operation,
            wide(layers, layers.flat(first), axes),
            wide(layers, layers.flat(second), axes))
        .with(axes);
  }

  static Axis common(Axis a, Axis b, Stream first, Stream second) {
    if (a.equals(b) || b.equals(Axis.ONE)) {
      return a;
    }
    if (a.equals(Axis.ONE)) {
      return b;
    }
    throw different(first, second);
  }

  static void requireSameTime(Stream a, Stream b) {
    if (a.frames().isPresent() != b.frames().isPresent()) {
      throw Refusal.unsupported(
          "a value of the whole window meets every frame of it, which a stream does not know in"
              + " time: a=%s, b=%s; leave out squeeze-and-excitation and attention over time",
          a.axes(), b.axes());
    }
  }

  private static Refusal different(Stream a, Stream b) {
    return new Refusal("branches have different axes: a=%s, b=%s", a.axes(), b.axes());
  }

  static Stream wide(Layers layers, Stream input, List<Axis> axes) {
    return input.channels() == 1 ? input.with(axes) : Rearranging.repeat(layers, input, axes);
  }

  /**
   * An operation of a stream with constants.
   *
   * @param first whether the constants are the first operand
   */
  public static Stream withConstants(
      Layers layers, Arithmetic operation, Stream stream, NdArray constants, boolean first) {
    int rank = Math.max(stream.rank(), constants.rank());
    Stream input = stream.withRank(rank);
    List<Axis> axes = axesWith(input.axes(), constants);
    float[] channels = perChannel(layers, axes, constants);
    boolean uniform = IntStream.range(1, channels.length).allMatch(i -> channels[i] == channels[0]);
    boolean same = axes.equals(input.axes());
    float[] kept = uniform && same ? Arrays.copyOf(channels, 1) : channels;
    if (input.isPlanes() && same) {
      float[] held = uniform ? kept : input.planes().constants(channels);
      return layers.constants(input, operation, held, first);
    }
    input = layers.flat(input);
    return layers.constants(wide(layers, input, axes), operation, kept, first).with(axes);
  }

  /** A stream in a larger shape, as Expand makes it. */
  public static Stream expand(Layers layers, Stream stream, int[] shape) {
    Stream input = stream.withRank(shape.length);
    List<Axis> axes = new ArrayList<>(input.axes());
    for (int i = 0; i < shape.length; i++) {
      int axis = input.rank() - shape.length + i;
      if (shape[i] != 1 && shape[i] != axes.get(axis).size()) {
        if (!axes.get(axis).equals(Axis.ONE)) {
          throw new Refusal(
              "shape does not fit: axes=%s, shape=%s", stream.axes(), Arrays.toString(shape));
        }
        axes.set(axis, Axis.channels(shape[i]));
      }
    }
    return Rearranging.repeat(layers, input, axes);
  }

  /** The axes of the result: where the stream's axis stands for nothing, those of the constants. */
  static List<Axis> axesWith(List<Axis> known, NdArray constants) {
    List<Axis> axes = new ArrayList<>(known);
    for (int back = 1; back <= constants.rank(); back++) {
      int axis = axes.size() - back;
      int size = constants.shape()[constants.rank() - back];
      if (axes.get(axis).equals(Axis.ONE)) {
        axes.set(axis, Axis.channels(size));
      }
    }
    return axes;
  }

  /**
   * Constants as a layer of the stream's frames takes them: one for all values of a frame, for each
   * channel, or for each value; refused where they vary over time or batches.
   */
  public static float[] perValue(Layers layers, Stream stream, NdArray constants) {
    float[] values = perChannel(layers, stream.axes(), constants);
    if (IntStream.range(1, values.length).allMatch(i -> values[i] == values[0])) {
      return Arrays.copyOf(values, 1);
    }
    return stream.isPlanes() ? stream.planes().constants(values) : values;
  }

  /** The constant of each channel; refused where it varies over time or batches. */
  public static float[] perChannel(Layers layers, List<Axis> axes, NdArray constants) {
    int rank = axes.size();
    requireFits(axes, constants);
    int[] shape = new int[rank];
    Arrays.fill(shape, 1);
    System.arraycopy(constants.shape(), 0, shape, rank - constants.rank(), constants.rank());
    int channels =
        layers
            .budget()
            .take(axes.stream().mapToLong(Axis::channels).reduce(1, Math::multiplyExact));
    layers.budget().spend(constants.size());
    float[] values = new float[channels];
    int[] strides = NdArray.strides(shape);
    for (int i = 0; i < channels; i++) {
      int rest = i;
      int source = 0;
      for (int axis = rank - 1; axis >= 0; axis--) {
        int size = axes.get(axis).channels();
        int position = shape[axis] == 1 ? 0 : spread(axes.get(axis), rest % size);
        rest /= size;
        source += position * strides[axis];
      }
      values[i] = (float) constants.values()[source];
    }
    requireSteady(axes, shape, constants);
    return values;
  }

  private static void requireFits(List<Axis> axes, NdArray constants) {
    boolean fits = constants.rank() <= axes.size() && constants.size() > 0;
    for (int back = 1; fits && back <= constants.rank(); back++) {
      int size = constants.shape()[constants.rank() - back];
      fits = size == 1 || size == axes.get(axes.size() - back).size();
    }
    if (!fits) {
      throw new Refusal(
          "constant does not fit: axes=%s, constant=%s", axes, Arrays.toString(constants.shape()));
    }
  }

  /** Where in an axis the first value of a channel stands. */
  private static int spread(Axis axis, int channel) {
    int rest = channel;
    int position = 0;
    int stride = 1;
    for (int i = axis.parts().size() - 1; i >= 0; i--) {
      Axis.Part part = axis.parts().get(i);
      if (part.role() == Axis.Role.CHANNELS) {
        position += rest % part.size() * stride;
        rest /= part.size();
      }
      stride *= part.size();
    }
    return position;
  }

  /** The value at each position must be the one of its channel at the first step of time. */
  private static void requireSteady(List<Axis> axes, int[] shape, NdArray constants) {
    int[] strides = NdArray.strides(shape);
    for (int i = 0; i < constants.size(); i++) {
      int rest = i;
      int source = 0;
      for (int axis = shape.length - 1; axis >= 0; axis--) {
        source += shape[axis] == 1 ? 0 : first(axes.get(axis), rest % shape[axis]) * strides[axis];
        rest /= shape[axis];
      }
      if (Double.compare(constants.values()[i], constants.values()[source]) != 0) {
        throw new Refusal(
            "constant varies over time or batches, and a stream has no beginning to count from:"
                + " axes=%s, constant=%s; use one value for each channel",
            axes, Arrays.toString(constants.shape()));
      }
    }
  }

  /** The position of the same channel at the first step of time. */
  private static int first(Axis axis, int position) {
    int rest = position;
    int first = 0;
    int stride = 1;
    for (int i = axis.parts().size() - 1; i >= 0; i--) {
      Axis.Part part = axis.parts().get(i);
      first += part.role() == Axis.Role.CHANNELS ? rest % part.size() * stride : 0;
      rest /= part.size();
      stride *= part.size();
    }
    return first;
  }
}
