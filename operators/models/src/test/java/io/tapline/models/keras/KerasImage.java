/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models.keras;

/**
 * An image in float64 and what Keras makes of it, channels last.
 *
 * @param values the value of row r, column c and channel k at (r·columns + c)·channels + k
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
record KerasImage(int rows, int columns, int channels, double[] values) {

  /** A kernel of two axes. */
  record Kernel(int[] size, int[] strides, int[] dilations, boolean same) {

    int outputs(int axis, int length) {
      int rest = length - reach(axis) - 1;
      return same
          ? (length + strides[axis] - 1) / strides[axis]
          : Math.floorDiv(rest, strides[axis]) + 1;
    }

    int before(int axis, int length) {
      int total = (outputs(axis, length) - 1) * strides[axis] + reach(axis) + 1 - length;
      return same ? Math.max(0, total) / 2 : 0;
    }

    private int reach(int axis) {
      return (size[axis] - 1) * dilations[axis];
    }
  }

  private interface Slide {
    double value(int row, int column, int channel);
  }

  double at(int row, int column, int channel) {
    boolean inside = row >= 0 && row < rows && column >= 0 && column < columns;
    return inside ? values[(row * columns + column) * channels + channel] : 0;
  }

  boolean isInside(int row, int column) {
    return row >= 0 && row < rows && column >= 0 && column < columns;
  }

  private static KerasImage of(int rows, int columns, int channels, Slide slide) {
    double[] values = new double[rows * columns * channels];
    for (int i = 0; i < values.length; i++) {
      values[i] = slide.value(i / channels / columns, i / channels % columns, i % channels);
    }
    return new KerasImage(rows, columns, channels, values);
  }

  private KerasImage slid(Kernel kernel, int filters, Slide slide) {
    int above = kernel.before(0, rows);
    int left = kernel.before(1, columns);
    return of(
        kernel.outputs(0, rows),
        kernel.outputs(1, columns),
        filters,
        (row, column, filter) ->
            slide.value(
                row * kernel.strides[0] - above, column * kernel.strides[1] - left, filter));
  }

  /** Weights of shape (rows, columns, channels / groups, filters). */
  KerasImage convolved(Kernel kernel, float[] weights, int filters, int groups) {
    int inputs = channels / groups;
    return slid(
        kernel,
        filters,
        (row, column, filter) -> {
          double sum = 0;
          for (int tap = 0; tap < kernel.size[0] * kernel.size[1]; tap++) {
            int r = row + tap / kernel.size[1] * kernel.dilations[0];
            int c = column + tap % kernel.size[1] * kernel.dilations[1];
            for (int k = 0; k < inputs; k++) {
              int channel = filter / (filters / groups) * inputs + k;
              sum += weights[(tap * inputs + k) * filters + filter] * at(r, c, channel);
            }
          }
          return sum;
        });
  }

  /** Weights of shape (rows, columns, channels, multiplier). */
  KerasImage depthwise(Kernel kernel, float[] weights, int multiplier) {
    return slid(
        kernel,
        channels * multiplier,
        (row, column, output) -> {
          double sum = 0;
          for (int tap = 0; tap < kernel.size[0] * kernel.size[1]; tap++) {
            int r = row + tap / kernel.size[1] * kernel.dilations[0];
            int c = column + tap % kernel.size[1] * kernel.dilations[1];
            sum += weights[tap * channels * multiplier + output] * at(r, c, output / multiplier);
          }
          return sum;
        });
  }

  KerasImage pooled(Kernel kernel, boolean max) {
    return slid(
        kernel,
        channels,
        (row, column, channel) -> {
          double sum = 0;
          double largest = Double.NEGATIVE_INFINITY;
          int seen = 0;
          for (int tap = 0; tap < kernel.size[0] * kernel.size[1]; tap++) {
            int r = row + tap / kernel.size[1];
            int c = column + tap % kernel.size[1];
            if (isInside(r, c)) {
              sum += at(r, c, channel);
              largest = Math.max(largest, at(r, c, channel));
              seen++;
            }
          }
          return max ? largest : sum / seen;
        });
  }

  /** Scales each position of an axis, the rows' being 0, and adds to it. */
  KerasImage scaled(int axis, double[] scale, double[] offset) {
    return of(
        rows,
        columns,
        channels,
        (row, column, channel) -> {
          int position = axis == 0 ? row : axis == 1 ? column : channel;
          return at(row, column, channel) * scale[position] + offset[position];
        });
  }

  /** Zeros above, below, left and right; cut off where negative. */
  KerasImage padded(int above, int below, int left, int right) {
    return of(
        rows + above + below,
        columns + left + right,
        channels,
        (row, column, channel) -> at(row - above, column - left, channel));
  }

  double[] means() {
    double[] means = new double[channels];
    for (int i = 0; i < values.length; i++) {
      means[i % channels] += values[i] / (rows * columns);
    }
    return means;
  }

  /** All values with the channels outside. */
  double[] channelsOutside() {
    double[] turned = new double[values.length];
    int places = rows * columns;
    for (int i = 0; i < values.length; i++) {
      turned[i % channels * places + i / channels] = values[i];
    }
    return turned;
  }
}
