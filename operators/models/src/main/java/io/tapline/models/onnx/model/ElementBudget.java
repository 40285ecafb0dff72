/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models.onnx.model;

/**
 * How many values a model may make us keep: a file of a few bytes can ask for any number of them.
 * Asked before each allocation.
 */
public final class ElementBudget {
  private final long limit;
  private long taken;
  private long steps = 1L << 28;

  public ElementBudget(long limit) {
    this.limit = limit;
  }

  /** Takes {@code count} values, or refuses where there are not as many left. */
  public int take(long count) {
    if (count < 0 || count > limit - taken) {
      throw new Refusal(
          "model needs too many values: maximum=%d, taken=%d, asked=%d", limit, taken, count);
    }
    taken += count;
    return (int) count;
  }

  /** Spends steps of computation, of which there are 2^28: less than a second. */
  public void spend(long count) {
    if (count > steps) {
      throw new Refusal("model needs too much computation before it starts: steps=%d", count);
    }
    steps -= count;
  }
}
