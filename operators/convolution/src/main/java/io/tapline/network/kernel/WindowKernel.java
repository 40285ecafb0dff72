/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.kernel;

/**
 * The sums of one layer over the windows of many rows. A row is an output frame: the next of the
 * same stream, or one of another device.
 *
 * <p>Every sum has one order, which no kernel, tile or cut into calls may change: that of {@link
 * SumOrder}, one fused multiply-add a product. A kernel with scratch of its own serves one thread;
 * {@link #fork} makes one for another.
 */
public interface WindowKernel {

  /**
   * Values of one row of sums: the output channels, and what a kernel adds to have whole vectors.
   */
  int width();

  /** Whether a row of sums is a frame of output as it stands. */
  boolean compact();

  /**
   * Whether {@link #accumulate} takes nothing but whole windows: all taps in one call, each tap's
   * frame right behind that of the tap before.
   */
  default boolean needsWholeWindows() {
    return false;
  }

  /**
   * Adds the products of some taps to the sums of some rows. With tap 0 the sums begin anew, at the
   * bias. The calls for a row go from the oldest tap to the newest.
   *
   * <p>Tap i of row r is the frame of input channels at {@code taps[i] + r·step}. Behind the last
   * frame there must be room to read {@link Kernels#SLACK} values more, which do not count.
   *
   * @param inputs the frames
   * @param taps for each tap, the offset of its frame in row 0
   * @param from first tap to add
   * @param to tap after the last one to add
   * @param step values from a frame of one row to that of the next
   * @param sums [rows × width], from {@code offset}
   * @param offset of row 0 in {@code sums}
   * @param rows how many
   */
  void accumulate(
      float[] inputs, int[] taps, int from, int to, int step, float[] sums, int offset, int rows);

  /**
   * Puts complete sums in the order of the output channels, without what makes whole vectors. Only
   * for kernels that are not {@link #compact}.
   *
   * @param sums [rows × width], from 0
   * @param rows how many
   * @param output takes [rows × output channels]
   * @param offset of row 0 in {@code output}
   */
  void unpack(float[] sums, int rows, float[] output, int offset);

  /** A kernel with the same weights and scratch of its own. */
  WindowKernel fork();
}
