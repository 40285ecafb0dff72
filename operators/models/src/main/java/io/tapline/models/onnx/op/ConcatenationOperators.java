/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models.onnx.op;

import io.tapline.models.onnx.model.Arguments;
import io.tapline.models.onnx.model.NdArray;
import io.tapline.models.onnx.model.Refusal;
import io.tapline.models.onnx.stream.Axis;
import io.tapline.models.onnx.stream.Layers;
import io.tapline.models.onnx.stream.Stream;
import io.tapline.models.onnx.stream.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Branches side by side, and constants before and after a stream. */
final class ConcatenationOperators {
  private ConcatenationOperators() {}

  static void register(Map<String, StreamOperator> operators) {
    operators.put("Concat", ConcatenationOperators::concat);
  }

  private static List<Value> concat(NodeImport in) {
    List<Integer> streams =
        IntStream.range(0, in.inputs().size()).filter(in::isStream).boxed().toList();
    List<Stream> parts = in.layers().together(streams.stream().map(in::planes).toList());
    Stream first = parts.get(0);
    int axis = Arguments.axis(in.node().integer("axis", 1), first.rank());
    if (first.axis(axis).isTime()) {
      return List.of(Value.of(inTime(in, streams, in.layers().flat(first), axis)));
    }
    if (streams.size() < in.inputs().size()) {
      throw new Refusal("constants cannot be channels of a stream: axes=%s", first.axes());
    }
    for (Stream part : parts) {
      if (part.rank() != first.rank()
          || !part.axis(axis).isChannels()
          || !part.with(axis, Axis.ONE).axes().equals(first.with(axis, Axis.ONE).axes())) {
        throw new Refusal("branches have different axes: %s, %s", first.axes(), part.axes());
      }
    }
    Optional<Stream> planes = PlaneConcatenation.of(in.layers(), parts, axis);
    return List.of(
        Value.of(
            planes.isPresent()
                ? planes.get()
                : sideBySide(in.layers(), parts.stream().map(in.layers()::flat).toList(), axis)));
  }

  private static Stream sideBySide(Layers layers, List<Stream> parts, int axis) {
    if (parts.size() == 1) {
      return parts.get(0);
    }
    Stream first = parts.get(0);
    int total = 0;
    for (Stream part : parts) {
      total = Math.addExact(total, part.axis(axis).size());
    }
    Stream joined = new Stream(layers.concatenation(parts), List.of(Axis.channels(total)));
    List<Axis> axes = first.with(axis, Axis.channels(total)).axes();
    int before = first.channelsBefore(axis);
    int after = first.channelsAfter(axis);
    // The parts stand behind each other as wholes; where another axis is slower, they interleave.
    int[] order = new int[layers.budget().take(NdArray.count(before, total, after))];
    int at = 0;
    for (int outer = 0; outer < before; outer++) {
      int start = 0;
      for (Stream part : parts) {
        int row = part.axis(axis).size() * after;
        for (int i = 0; i < row; i++) {
          order[at++] = start + outer * row + i;
        }
        start += row * before;
      }
    }
    Stream whole = new Stream(joined.source(), List.of(Axis.channels(order.length)));
    return layers.select(whole, order, axes).as(first.numbers());
  }

  /** A stream with constants before and after it is a padded stream. */
  private static Stream inTime(NodeImport in, List<Integer> streams, Stream stream, int axis) {
    if (streams.size() > 1) {
      throw new Refusal("branches cannot follow each other in time: axes=%s", stream.axes());
    }
    Stream result = stream;
    List<Integer> others = new ArrayList<>();
    // From the stream outwards, so that what is nearest is put in first.
    for (int i = streams.get(0) - 1; i >= 0; i--) {
      others.add(i);
    }
    for (int i = streams.get(0) + 1; i < in.inputs().size(); i++) {
      others.add(i);
    }
    for (int index : others) {
      NdArray constant = in.neededConstant(index);
      int frames = frames(stream, constant, axis);
      if (frames > 0) {
        float value = (float) constant.values()[0];
        boolean before = index < streams.get(0);
        result = in.layers().pad(result, before ? frames : 0, before ? 0 : frames, 1, value);
      }
    }
    return result;
  }

  private static int frames(Stream stream, NdArray constant, int axis) {
    boolean fits = constant.rank() == stream.rank();
    for (int i = 0; fits && i < constant.rank(); i++) {
      fits = i == axis || constant.shape()[i] == stream.axis(i).size();
    }
    for (double value : constant.values()) {
      fits &= Double.compare(value, constant.values()[0]) == 0;
    }
    if (!fits) {
      throw new Refusal(
          "what stands before or after a stream must be one value: axes=%s, constant=%s",
          stream.axes(), constant);
    }
    return constant.shape()[axis];
  }
}
