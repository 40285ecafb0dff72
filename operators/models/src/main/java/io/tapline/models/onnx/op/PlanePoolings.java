/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models.onnx.op;

import io.tapline.models.onnx.model.Refusal;
import io.tapline.models.onnx.stream.Stream;
import io.tapline.network.layer.Taps;
import io.tapline.network.layer.plane.HeightTaps;
import io.tapline.network.layer.plane.PlanePooling;
import io.tapline.network.layer.pooling.Pooling;
import java.util.Optional;

/** Pooling over time and one axis beside it. */
final class PlanePoolings {

  private PlanePoolings() {}

  /**
   * Empty where each position is pooled for itself, or all at once, of frames that are no planes.
   */
  static Optional<PlaneLowering> of(NodeImport in, Stream input, Geometry geometry) {
    int time = input.timeAxis() - 2;
    if (input.rank() != 4 || time < 0) {
      return Optional.empty();
    }
    int other = 1 - time;
    int size = input.axis(other + 2).size();
    boolean simple =
        PoolingOperators.seesEach(other, size, geometry)
            || PoolingOperators.seesAll(in, other, size, geometry);
    if (simple && !input.isPlanes()) {
      return Optional.empty();
    }
    return geometry
        .heightTaps(other, size)
        .map(height -> rounded(in, height, other, size, geometry))
        .map(height -> new PlaneLowering(time, other, height));
  }

  /** A last position that reaches beyond the padding sees what is there. */
  private static HeightTaps rounded(
      NodeImport in, HeightTaps taps, int axis, int size, Geometry geometry) {
    if (!in.node().flag("ceil_mode") || geometry.autoPad().startsWith("SAME")) {
      return taps;
    }
    Taps partial =
        new Taps(taps.kernelSize(), taps.stride(), taps.dilation(), geometry.padding(axis), true);
    long outputs = partial.forLength(size).outputs(size);
    long after = (outputs - 1) * taps.stride() + taps.reach() + 1 - taps.before() - size;
    boolean counts = in.node().flag("count_include_pad");
    if (after > geometry.after()[axis] && counts || after > taps.reach()) {
      throw new Refusal(
          "a last pool that reaches beyond the padding cannot count it: axis=%d, kernel size=%d;"
              + " leave ceil_mode out",
          axis + 2, taps.kernelSize());
    }
    return new HeightTaps(
        taps.kernelSize(), taps.stride(), taps.dilation(), taps.before(), (int) Math.max(0, after));
  }

  static Stream pool(
      NodeImport in, Stream given, PlaneLowering planes, Geometry geometry, Pooling.Kind kind) {
    Taps taps = PoolingOperators.taps(in, planes.time(), geometry);
    boolean countPadding = in.node().flag("count_include_pad");
    Stream input = planes.planes(in.layers(), given);
    return planes.apply(
        in.layers(),
        input,
        name -> new PlanePooling(name, kind, taps, planes.height(), countPadding),
        taps,
        input.axis(1).size());
  }
}
