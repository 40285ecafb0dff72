/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.layer.convolution;

import io.tapline.network.kernel.Kernels;
import io.tapline.network.kernel.WindowKernel;

/**
 * Windows whose taps lie in several places, copied into one piece each, for kernels that need
 * {@linkplain WindowKernel#needsWholeWindows whole windows}.
 */
final class WindowCopies {
  /** Windows of a call at most: the rows of the largest tile. */
  private static final int MOST_WINDOWS = 8;

  /** Values of all windows of a call, where one does not have more: half of a first cache. */
  private static final int MOST_VALUES = 4_096;

  private final WindowKernel kernel;
  private final int values;
  private final int most;
  private final int[] taps;
  private final float[] windows;
  private float[] sums;
  private int next;
  private int filled;

  /**
   * @param kernelSize taps of a window
   * @param channels values of a tap
   */
  WindowCopies(WindowKernel kernel, int kernelSize, int channels) {
    this.kernel = kernel;
    this.values = Math.multiplyExact(kernelSize, channels);
    this.taps = new int[kernelSize];
    for (int tap = 0; tap < kernelSize; tap++) {
      taps[tap] = tap * channels;
    }
    this.most = Math.max(1, Math.min(MOST_WINDOWS, MOST_VALUES / values));
    this.windows = new float[Math.addExact(most * values, Kernels.SLACK)];
  }

  /** Begins anew: the sums of the windows to come go to {@code sums} from {@code offset}. */
  void begin(float[] sums, int offset) {
    this.sums = sums;
    this.next = offset;
    this.filled = 0;
  }

  /**
   * Copies a part of the window that is being filled.
   *
   * @param from the first value in {@code source}
   * @param at where it belongs in the window
   * @param count how many values
   */
  void copy(float[] source, int from, int at, int count) {
    System.arraycopy(source, from, windows, filled * values + at, count);
  }

  /** Ends a window, all of which has been copied. */
  void endWindow() {
    filled++;
    if (filled == most) {
      computeSums();
    }
  }

  /** Computes the sums of the windows so far. */
  void computeSums() {
    if (filled > 0) {
      kernel.accumulate(windows, taps, 0, taps.length, values, sums, next, filled);
      next += filled * kernel.width();
      filled = 0;
    }
  }
}
