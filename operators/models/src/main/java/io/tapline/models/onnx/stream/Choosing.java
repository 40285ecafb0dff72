/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models.onnx.stream;

import io.tapline.models.onnx.model.NdArray;
import io.tapline.models.onnx.model.Refusal;
import io.tapline.network.layer.Weights;
import io.tapline.network.layer.merge.Where;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/** A choice between two tensors by a third, value by value; each is a stream or known. */
public final class Choosing {
  private Choosing() {}

  /**
   * @param operands condition, what is taken where it is true, and where it is not
   */
  public static Stream where(Layers layers, List<Value> operands) {
    int rank = 0;
    List<Stream> streams = new ArrayList<>();
    for (Value operand : operands) {
      if (operand instanceof Value.Streamed streamed) {
        streams.add(streamed.stream());
        rank = Math.max(rank, streamed.stream().rank());
      } else if (operand instanceof Value.Constant constant) {
        rank = Math.max(rank, constant.array().rank());
      }
    }
    List<Axis> axes = axes(operands, streams, rank);
    if (axes.stream().filter(Axis::hasTime).count() > 1) {
      throw new Refusal("branches have different axes: %s", streams);
    }
    List<Stream> branches = new ArrayList<>();
    List<Weights> constants = new ArrayList<>();
    for (Value operand : operands) {
      if (operand instanceof Value.Constant constant) {
        constants.add(perChannel(layers, axes, constant.array(), streams));
      } else {
        Stream branch = ((Value.Streamed) operand).stream().withRank(rank);
        branches.add(Meeting.wide(layers, branch, axes));
        constants.add(Weights.none());
      }
    }
    return layers
        .join(
            branches, name -> new Where(name, constants.get(0), constants.get(1), constants.get(2)))
        .with(axes)
        .as(numbers(operands.get(1)));
  }

  private static List<Axis> axes(List<Value> operands, List<Stream> streams, int rank) {
    List<Axis> axes = new ArrayList<>(Collections.nCopies(rank, Axis.ONE));
    for (Stream stream : streams) {
      Meeting.requireSameTime(streams.get(0), stream);
      Stream input = stream.withRank(rank);
      for (int i = 0; i < rank; i++) {
        axes.set(i, Meeting.common(axes.get(i), input.axis(i), streams.get(0), stream));
      }
    }
    for (Value operand : operands) {
      if (operand instanceof Value.Constant constant) {
        axes = Meeting.axesWith(axes, constant.array());
      }
    }
    return axes;
  }

  /** One for all channels where they are equal, and a branch has all channels. */
  private static Weights perChannel(
      Layers layers, List<Axis> axes, NdArray array, List<Stream> streams) {
    float[] values = Meeting.perChannel(layers, axes, array);
    boolean uniform =
        streams.stream().anyMatch(stream -> stream.channels() == values.length)
            && IntStream.range(1, values.length)
                .allMatch(i -> Float.compare(values[i], values[0]) == 0);
    return Weights.of(uniform ? Arrays.copyOf(values, 1) : values);
  }

  private static Stream.Numbers numbers(Value chosen) {
    if (chosen instanceof Value.Streamed streamed) {
      return streamed.stream().numbers();
    }
    boolean integer = ((Value.Constant) chosen).array().integer();
    return integer ? Stream.Numbers.INTEGER : Stream.Numbers.REAL;
  }
}
