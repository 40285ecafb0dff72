/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.layer.plane;

/**
 * Which positions of the height axis an output position reads. Output position p reads the input
 * positions {@code p·stride − before + i·dilation} for each tap i; those outside are padding.
 *
 * @param kernelSize number of taps
 * @param stride input positions from one output position to the next
 * @param dilation input positions from one tap to the next
 * @param before positions of padding before the first; not negative
 * @param after positions of padding behind the last; not negative
 */
public record HeightTaps(int kernelSize, int stride, int dilation, int before, int after) {
  /** Each position by itself. */
  public static final HeightTaps POINT = new HeightTaps(1, 1, 1, 0, 0);

  /** Without padding. */
  public static HeightTaps valid(int kernelSize, int stride, int dilation) {
    return new HeightTaps(kernelSize, stride, dilation, 0, 0);
  }

  /** Positions from the first tap to the last: (k-1)·d. */
  public long reach() {
    return (kernelSize - 1L) * dilation;
  }

  /** The first tap that is no padding, for an output position that begins at {@code first}. */
  int firstTap(int first) {
    return first >= 0 ? 0 : until(-first);
  }

  /** The tap after the last one that is no padding of planes of {@code height} positions. */
  int endTap(int first, int height) {
    return Math.min(kernelSize, until(height - first));
  }

  /** Taps that are less than {@code positions} positions after the first. */
  private int until(int positions) {
    return (positions + dilation - 1) / dilation;
  }

  /** Output positions over {@code height} positions; 0 if the kernel does not fit. */
  public long outputs(long height) {
    if (kernelSize < 1 || stride < 1 || dilation < 1) {
      return 0;
    }
    return Math.max(0, Math.floorDiv(height + before + after - reach() - 1, (long) stride) + 1);
  }
}
