/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models.onnx.model;

import java.util.Arrays;
import java.util.Optional;

/**
 * A tensor whose values are known: weights, shapes, and what is computed from them. Values are
 * float64, which holds float32 and all integers up to 2^53 exactly; what is computed from weights
 * is rounded once, at the end. The values belong to all views of them and are never changed.
 *
 * @param shape sizes, the slowest first; empty for a scalar
 * @param values row-major
 * @param integer whether the values are integers or booleans: division truncates
 * @param range least and largest value of the type in the file, where that is an integer of few
 *     bits
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
public record NdArray(int[] shape, double[] values, boolean integer, Optional<long[]> range) {
  private static final int LARGEST_RANK = 16;

  public NdArray(int[] shape, double[] values, boolean integer) {
    this(shape, values, integer, Optional.empty());
  }

  public NdArray {
    if (values.length != count(shape)) {
      throw new Refusal(
          "values do not fill the shape: shape=%s, values=%d",
          Arrays.toString(shape), values.length);
    }
  }

  /** The values a shape holds, refusing sizes that no tensor of ours can have. */
  public static long count(int... shape) {
    if (shape.length > LARGEST_RANK) {
      throw new Refusal("tensor has too many axes: maximum=%d, got=%d", LARGEST_RANK, shape.length);
    }
    long count = 1;
    for (int size : shape) {
      if (size < 0) {
        throw new Refusal("tensor has a negative size: shape=%s", Arrays.toString(shape));
      }
      count = Math.multiplyHigh(count, size) == 0 ? count * size : Long.MAX_VALUE;
      if (count > Integer.MAX_VALUE) {
        throw new Refusal("tensor is too large: shape=%s", Arrays.toString(shape));
      }
    }
    return count;
  }

  public static NdArray scalar(double value, boolean integer) {
    return new NdArray(new int[0], new double[] {value}, integer);
  }

  public static NdArray integers(long... values) {
    return new NdArray(
        new int[] {values.length}, Arrays.stream(values).asDoubleStream().toArray(), true);
  }

  public int rank() {
    return shape.length;
  }

  public int size() {
    return values.length;
  }

  /** The same values in another shape. */
  public NdArray reshaped(int... newShape) {
    return new NdArray(newShape, values, integer, range);
  }

  /** The only value. */
  public double single() {
    if (values.length != 1) {
      throw new Refusal("a single value is needed: shape=%s", Arrays.toString(shape));
    }
    return values[0];
  }

  /** The values as integers; what is beyond their range becomes the nearest one. */
  public long[] toLongs() {
    long[] longs = new long[values.length];
    for (int i = 0; i < longs.length; i++) {
      longs[i] = (long) values[i];
    }
    return longs;
  }

  /** The values as weights of a layer, which must be finite. */
  public float[] toWeights() {
    float[] weights = new float[values.length];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = (float) values[i];
      if (!Float.isFinite(weights[i])) {
        throw new Refusal("weight is not finite: index=%d, got=%s", i, values[i]);
      }
    }
    return weights;
  }

  /** What one step along each axis is in {@link #values}. */
  public static int[] strides(int... shape) {
    int[] strides = new int[shape.length];
    int stride = 1;
    for (int axis = shape.length - 1; axis >= 0; axis--) {
      strides[axis] = stride;
      stride *= Math.max(1, shape[axis]);
    }
    return strides;
  }

  @Override
  public String toString() {
    return (integer ? "integers " : "reals ") + Arrays.toString(shape);
  }
}
