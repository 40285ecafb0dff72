/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models.keras;

import com.fasterxml.jackson.databind.JsonNode;
import io.tapline.network.layer.Padding;
import io.tapline.network.layer.Taps;
import java.util.Arrays;
import java.util.Locale;

/**
 * A kernel that slides over time. If it is two-dimensional, the other axis has size 1, and but one
 * of the kernel's taps along it meets anything but padding.
 *
 * @param taps the taps along time
 * @param shape the kernel's sizes as the file has them
 * @param timeAxis which of them is along time
 * @param otherTap the tap along the other axis that meets the input
 */
record Sliding(Taps taps, int[] shape, int timeAxis, int otherTap) {

  /**
   * Reads a kernel.
   *
   * @param sizeKey by which the configuration has its size
   * @param sizeFallback its size if unsaid; 0 where it must be said
   * @param strideFallback strides if unsaid; the kernel's size where 0
   */
  static Sliding of(
      LayerContext layer, Signal input, String sizeKey, int sizeFallback, int strideFallback)
      throws UnsupportedLayerException {
    LayerConfig config = layer.config();
    Requirements.wholeFrames(config, input);
    layer.draft().slide();
    int axes = config.type().contains("2D") ? 2 : 1;
    int timeAxis = input.axes().indexOf(Axis.TIME);
    if (timeAxis < 0 || input.axes().size() != axes + 1) {
      throw config.problem(
          axes == 1
              ? "layer needs an input of frames and channels"
              : "layer needs an input of frames, an axis of size 1, and channels",
          "input=" + input.shape());
    }
    int[] shape = config.counts(sizeKey, axes, sizeFallback);
    if (shape[0] == 0) {
      throw config.wrong(sizeKey, "a whole number of at least 1", config.config().path(sizeKey));
    }
    int[] strides = config.counts("strides", axes, strideFallback);
    int[] dilations = config.counts("dilation_rate", axes, 1);
    int stride = strides[timeAxis] == 0 ? shape[timeAxis] : strides[timeAxis];
    Padding padding = padding(config, axes);
    int otherTap = axes == 1 ? 0 : otherTap(config, shape[1 - timeAxis], dilations[1 - timeAxis]);
    return new Sliding(
        new Taps(shape[timeAxis], stride, dilations[timeAxis], padding), shape, timeAxis, otherTap);
  }

  private static Padding padding(LayerConfig config, int axes) throws UnsupportedLayerException {
    String padding = nameOfPadding(config);
    if (padding.equals("valid")) {
      return Padding.VALID;
    }
    if (padding.equals("same")) {
      return Padding.SAME;
    }
    if (padding.equals("causal") && axes == 1) {
      return Padding.CAUSAL;
    }
    JsonNode got = config.config().path("padding");
    throw config.wrong("padding", axes == 1 ? "valid, same or causal" : "valid or same", got);
  }

  private static String nameOfPadding(LayerConfig config) throws UnsupportedLayerException {
    return config.text("padding").orElse("valid").toLowerCase(Locale.ROOT);
  }

  /** The tap that stands on the only input along the other axis. */
  private static int otherTap(LayerConfig config, int size, int dilation)
      throws UnsupportedLayerException {
    if (size == 1) {
      return 0;
    }
    long before = (size - 1L) * dilation / 2;
    if (nameOfPadding(config).equals("valid") || before % dilation != 0) {
      throw config.problem(
          "kernel meets no input along the axis of size 1, reduce it to 1 there", "size=" + size);
    }
    return (int) (before / dilation);
  }

  /** The shape of the kernel's weights: its sizes, then {@code others}. */
  long[] weightShape(long... others) {
    long[] whole = Arrays.copyOf(Arrays.stream(shape).asLongStream().toArray(), shape.length + 2);
    System.arraycopy(others, 0, whole, shape.length, 2);
    return whole;
  }

  /**
   * Of a kernel's weights, those that meet the input: one dimension of taps, the oldest first, each
   * of {@code inner} weights.
   */
  float[] alongTime(float[] weights, int inner) {
    if (shape.length == 1 || weights.length == 0) {
      return weights;
    }
    float[] kept = new float[taps.kernelSize() * inner];
    for (int tap = 0; tap < taps.kernelSize(); tap++) {
      int row = timeAxis == 0 ? tap * shape[1] + otherTap : otherTap * shape[1] + tap;
      System.arraycopy(weights, row * inner, kept, tap * inner, inner);
    }
    return kept;
  }
}
