/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models.onnx.op;

import io.tapline.models.onnx.stream.Axis;
import io.tapline.models.onnx.stream.Layers;
import io.tapline.models.onnx.stream.Stream;
import java.util.List;
import java.util.Optional;

/** Planes side by side along their channels. */
final class PlaneConcatenation {

  private PlaneConcatenation() {}

  /**
   * Empty unless one of the parts is planes, whose channels are on {@code axis}.
   *
   * @param parts streams of the same axes but {@code axis}
   */
  static Optional<Stream> of(Layers layers, List<Stream> parts, int axis) {
    Optional<Stream> planes =
        parts.stream().filter(part -> part.isHeldByChannels(axis)).findFirst();
    if (planes.isEmpty() || parts.size() < 2) {
      return Optional.empty();
    }
    int height = planes.get().planes().heightAxis(planes.get(), axis);
    List<Stream> framed = parts.stream().map(part -> layers.planes(part, axis, height)).toList();
    int total = parts.stream().mapToInt(part -> part.axis(axis).size()).reduce(0, Math::addExact);
    Stream first = framed.get(0).with(axis, Axis.channels(total));
    Stream joined = layers.planesOf(layers.concatenation(framed), first.axes(), axis, height);
    return Optional.of(joined.as(first.numbers()));
  }
}
