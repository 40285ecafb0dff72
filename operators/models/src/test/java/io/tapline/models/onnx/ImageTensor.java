/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models.onnx;

import java.util.Arrays;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;

/**
 * A tensor of four axes of a graph, with its values in float64, and what ONNX says of operators.
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
record ImageTensor(String name, int[] shape, double[] values) {

  /** A kernel that slides over the last two axes. */
  record Kernel(int[] size, int[] strides, int[] dilations, int[] before, int[] after) {

    int outputs(int axis, int size, boolean up) {
      int rest = size + before[axis] + after[axis] - reach(axis) - 1;
      int whole = Math.floorDiv(rest, strides[axis]) + 1;
      boolean partial = up && rest % strides[axis] != 0;
      // A pool must begin at an input or in the padding before.
      boolean begins = whole * strides[axis] < size + before[axis];
      return rest < 0 ? 0 : partial && begins ? whole + 1 : whole;
    }

    int reach(int axis) {
      return (size[axis] - 1) * dilations[axis];
    }
  }

  double at(int... index) {
    int at = 0;
    for (int axis = 0; axis < shape.length; axis++) {
      at = at * shape[axis] + index[axis];
    }
    return values[at];
  }

  ImageTensor map(String newName, DoubleUnaryOperator function) {
    return new ImageTensor(newName, shape, Arrays.stream(values).map(function).toArray());
  }

  /** With constants, or a tensor, of the same shape but for axes of size 1. */
  ImageTensor with(String newName, ImageTensor other, DoubleBinaryOperator operation) {
    double[] result = new double[values.length];
    int[] index = new int[4];
    for (int i = 0; i < result.length; i++) {
      unravel(i, shape, index);
      int[] own = index.clone();
      for (int axis = 0; axis < 4; axis++) {
        own[axis] = other.shape[axis] == 1 ? 0 : own[axis];
      }
      result[i] = operation.applyAsDouble(values[i], other.at(own));
    }
    return new ImageTensor(newName, shape, result);
  }

  private static void unravel(int flat, int[] shape, int[] index) {
    int rest = flat;
    for (int axis = shape.length - 1; axis >= 0; axis--) {
      index[axis] = rest % shape[axis];
      rest /= shape[axis];
    }
  }

  ImageTensor transposed(String newName, int... permutation) {
    int[] turned = Arrays.stream(permutation).map(axis -> shape[axis]).toArray();
    double[] result = new double[values.length];
    int[] index = new int[4];
    int[] from = new int[4];
    for (int i = 0; i < result.length; i++) {
      unravel(i, turned, index);
      for (int axis = 0; axis < 4; axis++) {
        from[permutation[axis]] = index[axis];
      }
      result[i] = at(from);
    }
    return new ImageTensor(newName, turned, result);
  }

  /** Zeros around, or positions cut off where negative. */
  ImageTensor padded(String newName, int[] before, int[] after) {
    int[] padded = new int[4];
    Arrays.setAll(padded, axis -> shape[axis] + before[axis] + after[axis]);
    double[] result = new double[Arrays.stream(padded).reduce(1, (a, b) -> a * b)];
    int[] index = new int[4];
    for (int i = 0; i < result.length; i++) {
      unravel(i, padded, index);
      boolean inside = true;
      for (int axis = 0; axis < 4; axis++) {
        index[axis] -= before[axis];
        inside &= index[axis] >= 0 && index[axis] < shape[axis];
      }
      result[i] = inside ? at(index) : 0;
    }
    return new ImageTensor(newName, padded, result);
  }

  ImageTensor convolved(String newName, Kernel kernel, ImageTensor weights, int groups) {
    int filters = weights.shape[0];
    int inputs = weights.shape[1];
    return slid(
        newName,
        kernel,
        filters,
        false,
        (filter, rows, columns) -> {
          double sum = 0;
          int first = filter / (filters / groups) * inputs;
          for (int c = 0; c < inputs; c++) {
            for (int i = 0; i < kernel.size[0]; i++) {
              for (int j = 0; j < kernel.size[1]; j++) {
                int row = rows + i * kernel.dilations[0];
                int column = columns + j * kernel.dilations[1];
                sum +=
                    isInside(row, column)
                        ? weights.at(filter, c, i, j) * at(0, first + c, row, column)
                        : 0;
              }
            }
          }
          return sum;
        });
  }

  ImageTensor pooled(String newName, Kernel kernel, boolean max, boolean counts, boolean up) {
    return slid(
        newName,
        kernel,
        shape[1],
        up,
        (channel, rows, columns) -> {
          double sum = 0;
          double largest = Double.NEGATIVE_INFINITY;
          int seen = 0;
          for (int i = 0; i < kernel.size[0]; i++) {
            for (int j = 0; j < kernel.size[1]; j++) {
              int row = rows + i * kernel.dilations[0];
              int column = columns + j * kernel.dilations[1];
              if (isInside(row, column)) {
                sum += at(0, channel, row, column);
                largest = Math.max(largest, at(0, channel, row, column));
                seen++;
              }
            }
          }
          return max ? largest : sum / (counts ? kernel.size[0] * kernel.size[1] : seen);
        });
  }

  private boolean isInside(int row, int column) {
    return row >= 0 && row < shape[2] && column >= 0 && column < shape[3];
  }

  private interface Slide {
    /** An output, whose first tap is at this row and column. */
    double value(int channel, int row, int column);
  }

  private ImageTensor slid(String newName, Kernel kernel, int channels, boolean up, Slide slide) {
    int[] sizes = {1, channels, kernel.outputs(0, shape[2], up), kernel.outputs(1, shape[3], up)};
    double[] result = new double[Math.max(0, channels * sizes[2] * sizes[3])];
    int[] index = new int[4];
    for (int i = 0; i < result.length; i++) {
      unravel(i, sizes, index);
      int row = index[2] * kernel.strides[0] - kernel.before[0];
      int column = index[3] * kernel.strides[1] - kernel.before[1];
      result[i] = slide.value(index[1], row, column);
    }
    return new ImageTensor(newName, sizes, result);
  }

  /** One value of all along an axis. */
  ImageTensor reduced(String newName, int axis, boolean mean) {
    int[] sizes = shape.clone();
    sizes[axis] = 1;
    double[] result = new double[values.length / shape[axis]];
    int[] index = new int[4];
    for (int i = 0; i < result.length; i++) {
      unravel(i, sizes, index);
      double sum = 0;
      double largest = Double.NEGATIVE_INFINITY;
      for (index[axis] = 0; index[axis] < shape[axis]; index[axis]++) {
        sum += at(index);
        largest = Math.max(largest, at(index));
      }
      result[i] = mean ? sum / shape[axis] : largest;
    }
    return new ImageTensor(newName, sizes, result);
  }

  ImageTensor beside(String newName, ImageTensor other, int axis) {
    int[] none = new int[4];
    int[] behind = new int[4];
    int[] front = new int[4];
    behind[axis] = other.shape[axis];
    front[axis] = shape[axis];
    ImageTensor first = padded(newName, none, behind);
    return first.with(newName, other.padded(newName, front, none), Double::sum);
  }
}
