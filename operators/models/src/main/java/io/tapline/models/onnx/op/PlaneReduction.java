/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models.onnx.op;

import io.tapline.models.onnx.stream.Axis;
import io.tapline.models.onnx.stream.Layers;
import io.tapline.models.onnx.stream.Stream;
import io.tapline.network.function.Reduction;
import io.tapline.network.layer.plane.HeightReduction;
import java.util.ArrayList;
import java.util.List;

/** One value of all positions of the height of planes. */
final class PlaneReduction {

  private PlaneReduction() {}

  /** Reduces the height where that is among the axes; what remains is no plane any more. */
  static Stream overHeight(Layers layers, Stream input, boolean[] reduced, Reduction kind) {
    for (int axis = 0; input.isPlanes() && axis < input.rank(); axis++) {
      int height = input.planes().heightAxis(input, axis);
      if (height >= 0 && reduced[height]) {
        List<Axis> axes = new ArrayList<>(input.axes());
        axes.set(height, Axis.ONE);
        return layers.onPlanes(input, name -> new HeightReduction(name, kind), axes, axis, height);
      }
    }
    boolean onlyTime = true;
    for (int axis = 0; axis < reduced.length; axis++) {
      onlyTime &= !reduced[axis] || input.axis(axis).isTime() || input.axis(axis).size() == 1;
    }
    return onlyTime ? input : layers.flat(input);
  }
}
