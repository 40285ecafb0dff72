/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models.onnx.model;

import io.tapline.models.ReadLimit;

/**
 * How many values a model may make us keep: a file of a few bytes can ask for any number of them.
 * Asked before each allocation.
 */
public final class ElementBudget {
  private static final long USUAL_STEPS = 1L << 28;

  private final ReadLimit readLimit;
  private final long limit;
  private long taken;
  private long steps;

  public ElementBudget(ReadLimit readLimit) {
    this.readLimit = readLimit;
    limit = readLimit.values();
    steps = readLimit.scaled(USUAL_STEPS);
  }

  /** The same limits, of which nothing is taken. */
  public ElementBudget fresh() {
    return new ElementBudget(readLimit);
  }

  /** Takes {@code count} values, or refuses where there are not as many left. */
  public int take(long count) {
    if (count < 0 || count > limit - taken) {
      throw new Refusal(
          "model needs too many values, %s: maximum=%d, taken=%d, asked=%d",
          ReadLimit.RAISE, limit, taken, count);
    }
    taken += count;
    return (int) count;
  }

  /** Spends steps of computation, of which there are 2^28 by default: less than a second. */
  public void spend(long count) {
    if (count > steps) {
      throw new Refusal(
          "model needs too much computation before it starts, %s: steps=%d",
          ReadLimit.RAISE, count);
    }
    steps -= count;
  }
}
