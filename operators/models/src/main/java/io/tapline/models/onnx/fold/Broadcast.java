/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models.onnx.fold;

import io.tapline.models.onnx.model.NdArray;
import io.tapline.models.onnx.model.Refusal;
import java.util.Arrays;

/** Shapes that meet: axes are aligned at the back, and an axis of size 1 meets any other. */
final class Broadcast {
  private Broadcast() {}

  static int[] shape(int[] a, int[] b) {
    int[] shape = new int[Math.max(a.length, b.length)];
    for (int back = 1; back <= shape.length; back++) {
      int sizeA = back <= a.length ? a[a.length - back] : 1;
      int sizeB = back <= b.length ? b[b.length - back] : 1;
      if (sizeA != sizeB && sizeA != 1 && sizeB != 1) {
        throw new Refusal("shapes do not meet: a=%s, b=%s", Arrays.toString(a), Arrays.toString(b));
      }
      shape[shape.length - back] = sizeA == 1 ? sizeB : sizeA;
    }
    return shape;
  }

  /** Where in a tensor of shape {@code from} the value at {@code index} of {@code shape} lies. */
  static int source(int index, int[] shape, int[] from) {
    int rest = index;
    int source = 0;
    int stride = 1;
    for (int back = 1; back <= from.length; back++) {
      int size = shape[shape.length - back];
      int position = rest % size;
      rest /= size;
      int own = from[from.length - back];
      source += own == 1 ? 0 : position * stride;
      stride *= own;
    }
    return source;
  }

  static NdArray to(Fold fold, NdArray array, int[] shape) {
    if (Arrays.equals(array.shape(), shape)) {
      return array;
    }
    return fold.pick(array, shape, i -> source(i, shape, array.shape()));
  }
}
