/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models.onnx.op;

import io.tapline.models.onnx.model.Refusal;
import io.tapline.models.onnx.stream.Axis;
import io.tapline.models.onnx.stream.Stream;
import io.tapline.models.onnx.stream.Value;
import io.tapline.network.function.Reduction;
import io.tapline.network.layer.Taps;
import io.tapline.network.layer.pooling.Pooling;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The largest and the mean under a kernel, and of all there is. */
final class PoolingOperators {
  private PoolingOperators() {}

  static void register(Map<String, StreamOperator> operators) {
    operators.put("MaxPool", in -> pool(in, Pooling.Kind.MAX));
    operators.put("AveragePool", in -> pool(in, Pooling.Kind.AVERAGE));
    operators.put("GlobalMaxPool", in -> global(in, Reduction.MAX));
    operators.put("GlobalAveragePool", in -> global(in, Reduction.AVERAGE));
  }

  private static List<Value> pool(NodeImport in, Pooling.Kind kind) {
    Stream given = in.planes(0);
    int axes = given.rank() - 2;
    Geometry.requireImage(given, Math.max(3, given.rank()));
    if (!in.node().has("kernel_shape")) {
      throw new Refusal("kernel_shape is missing");
    }
    Geometry geometry = Geometry.of(in.node(), in.node().sizes("kernel_shape", axes, 1));
    Optional<PlaneLowering> planes = PlanePoolings.of(in, given, geometry);
    if (planes.isPresent()) {
      return pooled(PlanePoolings.pool(in, given, planes.get(), geometry, kind));
    }
    Stream input = in.layers().flat(given);
    Stream pooled = input;
    for (int axis = 0; axis < axes; axis++) {
      if (!input.axis(axis + 2).isTime()) {
        pooled = overChannels(in, pooled, axis, geometry, kind);
      }
    }
    int time = input.timeAxis() - 2;
    if (time >= 0) {
      pooled = overTime(in, pooled, time, geometry, kind);
    }
    return pooled(pooled);
  }

  private static List<Value> pooled(Stream pooled) {
    return List.of(
        Value.of(pooled), new Value.Unavailable("the places of maxima are not kept: use values"));
  }

  static Taps taps(NodeImport in, int time, Geometry geometry) {
    return new Taps(
        geometry.kernel()[time],
        geometry.strides()[time],
        geometry.dilations()[time],
        geometry.padding(time),
        in.node().flag("ceil_mode"));
  }

  private static Stream overTime(
      NodeImport in, Stream input, int time, Geometry geometry, Pooling.Kind kind) {
    Taps taps = taps(in, time, geometry);
    boolean countPadding = in.node().flag("count_include_pad");
    return in.layers()
        .on(input, name -> new Pooling(name, kind, taps, countPadding))
        .with(time + 2, Axis.of(Axis.Role.TIME, input.framesAfter(taps)));
  }

  /** On an axis of channels a kernel must see either one position or all of them. */
  private static Stream overChannels(
      NodeImport in, Stream input, int axis, Geometry geometry, Pooling.Kind kind) {
    int size = input.axis(axis + 2).size();
    int kernel = geometry.kernel()[axis];
    if (seesEach(axis, size, geometry)) {
      return input;
    }
    if (!seesAll(in, axis, size, geometry)) {
      throw new Refusal(
          "pooling moves over an axis that is not time: axes=%s, kernel size=%d",
          input.axes(), kernel);
    }
    boolean[] reduced = new boolean[input.rank()];
    reduced[axis + 2] = true;
    Reduction reduction = kind == Pooling.Kind.MAX ? Reduction.MAX : Reduction.AVERAGE;
    return Reducing.reduce(in.layers(), input, reduced, reduction);
  }

  private static boolean isUnpadded(int axis, int size, Geometry geometry) {
    return geometry.before(axis, size) == 0 && geometry.outputs(axis, size) <= size;
  }

  /** Whether a kernel sees one position, each for itself. */
  static boolean seesEach(int axis, int size, Geometry geometry) {
    return geometry.kernel()[axis] == 1
        && geometry.outputs(axis, size) == size
        && isUnpadded(axis, size, geometry);
  }

  /** Whether a kernel sees all positions at once, and nothing sees some of them again. */
  static boolean seesAll(NodeImport in, int axis, int size, Geometry geometry) {
    return geometry.kernel()[axis] == size
        && taps(in, axis, geometry).forLength(size).outputs(size) == 1
        && isUnpadded(axis, size, geometry);
  }

  private static List<Value> global(NodeImport in, Reduction kind) {
    Stream input = in.planes(0);
    Geometry.requireImage(input, Math.max(3, input.rank()));
    boolean[] reduced = new boolean[input.rank()];
    for (int axis = 2; axis < reduced.length; axis++) {
      reduced[axis] = true;
    }
    return List.of(Value.of(Reducing.reduce(in.layers(), input, reduced, kind)));
  }
}
