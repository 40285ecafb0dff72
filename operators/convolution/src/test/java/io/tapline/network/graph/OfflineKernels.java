/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.graph;

import io.tapline.network.layer.Padding;
import io.tapline.network.layer.Taps;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Pads a whole tensor and cuts it into what the kernel sees for each output. */
final class OfflineKernels {

  /** What a kernel finds at one of its taps. */
  enum Place {
    /** A row of the input. */
    INPUT,
    /** Padding, on either side. */
    PADDING,
    /** Behind all padding, where the last output of a ceil mode reaches. */
    BEYOND
  }

  /** A row and where it stands. */
  record Tap(Row row, Place place) {}

  /**
   * What the kernel sees for one output.
   *
   * @param taps oldest first
   * @param exists the input frame without which there were no such output
   */
  record Kernel(List<Tap> taps, long exists) {
    Row row(double[] values) {
      List<Row> seen = taps.stream().map(Tap::row).toList();
      return new Row(values, Row.newest(seen), exists, Row.padded(seen));
    }
  }

  private OfflineKernels() {}

  /** For each output its kernel; padding has {@code value} in every channel. */
  static List<Kernel> of(List<Row> input, Taps taps, double value, long lastFrame) {
    int length = input.size();
    int channels = input.get(0).values().length;
    int extent = (taps.kernelSize() - 1) * taps.dilation() + 1;
    int left = left(taps.padding(), extent, taps.stride(), length);
    int right = right(taps.padding(), extent, taps.stride(), length);

    double[] constant = new double[channels];
    Arrays.fill(constant, value);
    List<Tap> padded = new ArrayList<>();
    for (int index = -left; index < length + right; index++) {
      if (index < 0) {
        padded.add(new Tap(new Row(constant, -1, -1, true), Place.PADDING));
      } else if (index < length) {
        padded.add(new Tap(input.get(index), Place.INPUT));
      } else {
        padded.add(new Tap(new Row(constant, lastFrame, -1, true), Place.PADDING));
      }
    }
    if (taps.partial()) {
      for (int extra = 0; extra < taps.stride() - 1; extra++) {
        padded.add(new Tap(new Row(constant, lastFrame, -1, true), Place.BEYOND));
      }
    }

    List<Kernel> kernels = new ArrayList<>();
    for (int start = 0; start + extent <= padded.size(); start += taps.stride()) {
      // PyTorch: a window of the ceil mode begins in the input or in the left padding.
      if (taps.partial() && start >= left + length) {
        break;
      }
      List<Tap> kernel = new ArrayList<>();
      for (int tap = 0; tap < taps.kernelSize(); tap++) {
        kernel.add(padded.get(start + tap * taps.dilation()));
      }
      // An input of this length has this output, a shorter one does not.
      int wanted = start + extent - left - right;
      if (taps.partial()) {
        wanted = Math.max(wanted - (taps.stride() - 1), start - left + 1);
      }
      Row last = input.get(Math.max(wanted, 1) - 1);
      kernels.add(new Kernel(kernel, last.exists()));
    }
    return kernels;
  }

  private static int left(Padding padding, int extent, int stride, int length) {
    int same = same(extent, stride, length);
    return switch (padding.mode()) {
      case CAUSAL -> extent - 1;
      case VALID -> 0;
      case SAME_UPPER -> same / 2;
      case SAME_LOWER -> same - same / 2;
      case EXPLICIT -> padding.left();
    };
  }

  private static int right(Padding padding, int extent, int stride, int length) {
    int same = same(extent, stride, length);
    return switch (padding.mode()) {
      case CAUSAL, VALID -> 0;
      case SAME_UPPER -> same - same / 2;
      case SAME_LOWER -> same / 2;
      case EXPLICIT -> padding.right();
    };
  }

  /** All that {@code same} pads: so much that ⌈length / stride⌉ outputs come out. */
  private static int same(int extent, int stride, int length) {
    int outputs = (length + stride - 1) / stride;
    return Math.max(0, (outputs - 1) * stride + extent - length);
  }
}
