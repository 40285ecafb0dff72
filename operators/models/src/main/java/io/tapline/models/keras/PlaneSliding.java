/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models.keras;

import io.tapline.network.layer.Padding;
import io.tapline.network.layer.Taps;
import io.tapline.network.layer.plane.HeightTaps;
import java.util.Locale;

/**
 * A kernel of a two-dimensional layer that slides over planes.
 *
 * @param taps along time
 * @param height along the height axis
 * @param timeFirst whether time is the first axis of the kernel in the file
 */
record PlaneSliding(Taps taps, HeightTaps height, boolean timeFirst) {
  private static final long MOST_REACH = 1 << 24;

  /**
   * Reads a kernel.
   *
   * @param plane the input, channels last
   * @param sizeKey by which the configuration has its size
   * @param sizeFallback its size if unsaid; 0 where it must be said
   * @param strideFallback strides if unsaid; the kernel's size where 0
   */
  static PlaneSliding of(
      LayerContext layer, Plane plane, String sizeKey, int sizeFallback, int strideFallback)
      throws UnsupportedLayerException {
    LayerConfig config = layer.config();
    layer.draft().slide();
    int[] sizes = config.counts(sizeKey, 2, sizeFallback);
    if (sizes[0] == 0) {
      throw config.wrong(sizeKey, "a whole number of at least 1", config.config().path(sizeKey));
    }
    int[] strides = config.counts("strides", 2, strideFallback);
    int[] dilations = config.counts("dilation_rate", 2, 1);
    String padding = config.text("padding").orElse("valid").toLowerCase(Locale.ROOT);
    boolean same = padding.equals("same");
    if (!same && !padding.equals("valid")) {
      throw config.wrong("padding", "valid or same", config.config().path("padding"));
    }
    boolean timeFirst = plane.heightAxis() != 0;
    int time = timeFirst ? 0 : 1;
    int other = 1 - time;
    Taps taps =
        new Taps(
            sizes[time],
            strides[time] == 0 ? sizes[time] : strides[time],
            dilations[time],
            same ? Padding.SAME : Padding.VALID);
    int stride = strides[other] == 0 ? sizes[other] : strides[other];
    if ((sizes[other] - 1L) * dilations[other] > MOST_REACH) {
      throw config.problem(
          "kernel reaches too far", "size=" + sizes[other], "dilation_rate=" + dilations[other]);
    }
    HeightTaps height = heightTaps(sizes[other], stride, dilations[other], same, plane.height());
    if (height.outputs(plane.height()) < 1) {
      throw config.problem(
          "kernel is longer than the axis beside time",
          "input=" + plane.signal().shape(),
          "size=" + sizes[other]);
    }
    return new PlaneSliding(taps, height, timeFirst);
  }

  /** Keras puts the odd position of padding behind. */
  private static HeightTaps heightTaps(
      int size, int stride, int dilation, boolean same, int positions) {
    HeightTaps valid = HeightTaps.valid(size, stride, dilation);
    if (!same) {
      return valid;
    }
    long outputs = (positions + stride - 1L) / stride;
    long total = Math.max(0, (outputs - 1) * stride + valid.reach() + 1 - positions);
    int before = Math.toIntExact(total / 2);
    return new HeightTaps(size, stride, dilation, before, Math.toIntExact(total - before));
  }

  /** Positions that are left of {@code positions}. */
  int outputs(int positions) {
    return (int) height.outputs(positions);
  }

  /** The shape of the kernel's weights in the file: its sizes, then {@code others}. */
  long[] weightShape(long first, long second) {
    long time = taps.kernelSize();
    long other = height.kernelSize();
    return timeFirst
        ? new long[] {time, other, first, second}
        : new long[] {other, time, first, second};
  }

  /** A kernel's weights, time first; each tap has {@code inner} of them. */
  float[] timeFirst(float[] weights, int inner) {
    if (timeFirst || weights.length == 0) {
      return weights;
    }
    float[] turned = new float[weights.length];
    for (int t = 0; t < taps.kernelSize(); t++) {
      for (int h = 0; h < height.kernelSize(); h++) {
        int from = h * taps.kernelSize() + t;
        int to = t * height.kernelSize() + h;
        System.arraycopy(weights, from * inner, turned, to * inner, inner);
      }
    }
    return turned;
  }
}
