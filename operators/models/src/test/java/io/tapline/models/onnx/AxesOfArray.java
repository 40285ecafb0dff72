/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models.onnx;

import io.tapline.models.onnx.model.NdArray;
import io.tapline.models.onnx.stream.Axis;
import io.tapline.models.onnx.stream.Axis.Part;
import io.tapline.models.onnx.stream.Axis.Role;
import java.util.ArrayList;
import java.util.List;

/**
 * Where the values of a tensor stand in streams: what its axes stand for, with the sizes that the
 * tensor has. So tests need not know how a layout was read.
 */
final class AxesOfArray {
  private final int[] shape;
  private final List<Axis> axes = new ArrayList<>();

  AxesOfArray(List<Axis> meaning, int[] shape) {
    this.shape = shape;
    if (meaning.size() != shape.length) {
      throw new IllegalArgumentException("axes=" + meaning + ", rank=" + shape.length);
    }
    for (int i = 0; i < shape.length; i++) {
      Axis axis = meaning.get(i);
      if (axis.equals(Axis.ONE) && shape[i] > 1) {
        axes.add(Axis.of(Role.BATCH, shape[i])); // left open by the file
      } else {
        axes.add(axis.isTime() ? Axis.of(Role.TIME, shape[i]) : axis);
      }
    }
    for (int i = 0; i < shape.length; i++) {
      if (axes.get(i).size() != shape[i]) {
        throw new IllegalArgumentException("axes=" + axes + ", axis " + i + "=" + shape[i]);
      }
    }
  }

  int count(Role role) {
    int count = 1;
    for (Axis axis : axes) {
      for (Part part : axis.parts()) {
        count *= part.role() == role ? part.size() : 1;
      }
    }
    return count;
  }

  boolean hasTime() {
    return axes.stream().anyMatch(Axis::hasTime);
  }

  /** Index among all positions of a role, of the value at {@code index} of the tensor. */
  int position(Role role, int index) {
    int rest = index;
    int position = 0;
    int stride = 1;
    for (int axis = shape.length - 1; axis >= 0; axis--) {
      int within = rest % shape[axis];
      rest /= shape[axis];
      List<Part> parts = axes.get(axis).parts();
      for (int i = parts.size() - 1; i >= 0; i--) {
        Part part = parts.get(i);
        if (part.role() == role) {
          position += within % part.size() * stride;
          stride *= part.size();
        }
        within /= part.size();
      }
    }
    return position;
  }

  int size() {
    return (int) NdArray.count(shape);
  }
}
