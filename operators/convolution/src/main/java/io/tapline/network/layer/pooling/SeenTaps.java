/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.layer.pooling;

import io.tapline.network.layer.Taps;

/** Which taps of one output over time are inputs, and how many a mean may count. */
public final class SeenTaps {
  private final Taps taps;
  private int from;
  private int to;
  private int counted;

  public SeenTaps(Taps taps) {
    this.taps = taps;
  }

  /**
   * Sets the output.
   *
   * @param oldest index of the input under its first tap
   * @param length inputs in all; {@link Long#MAX_VALUE} as long as it is not known
   */
  public void set(long oldest, long length) {
    from = oldest >= 0 ? 0 : until(-oldest);
    to = oldest + taps.history() < length ? taps.kernelSize() : until(length - oldest);
    counted =
        length == Long.MAX_VALUE
            ? taps.kernelSize()
            : Math.min(taps.kernelSize(), until(length + taps.right() - oldest));
  }

  /** First tap that is an input. */
  public int from() {
    return from;
  }

  /** Tap after the last one that is an input. */
  public int to() {
    return to;
  }

  /** Taps that are inputs or padding: what a partial output sees beyond the padding is neither. */
  public int counted() {
    return counted;
  }

  /** Taps that are less than {@code inputs} inputs after the oldest. */
  private int until(long inputs) {
    return (int) ((inputs + taps.dilation() - 1) / taps.dilation());
  }
}
