/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.layer.merge;

import io.tapline.network.layer.Layer;
import io.tapline.network.layer.Weights;
import java.util.Objects;

/**
 * Chooses value by value: what {@code whenTrue} gives where the condition is not 0, NaN included,
 * else what {@code whenFalse} gives. Each of the three is a branch, or constants: one for all
 * channels, or one for each. The layer reads those that are branches, in this order; one at least
 * is. A branch of one channel meets every channel of the others.
 *
 * @param name the layer's name
 * @param condition shape (C) or (1); none for a branch
 * @param whenTrue shape (C) or (1), ±∞ and NaN too; none for a branch
 * @param whenFalse shape (C) or (1), ±∞ and NaN too; none for a branch
 */
public record Where(String name, Weights condition, Weights whenTrue, Weights whenFalse)
    implements Layer {

  public Where {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(condition, "condition");
    Objects.requireNonNull(whenTrue, "whenTrue");
    Objects.requireNonNull(whenFalse, "whenFalse");
  }

  @Override
  public String type() {
    return "Where";
  }

  /** How many of the three are branches. */
  int branches() {
    return (condition.isEmpty() ? 1 : 0)
        + (whenTrue.isEmpty() ? 1 : 0)
        + (whenFalse.isEmpty() ? 1 : 0);
  }

  @Override
  public long outputChannels(int... inputChannels) {
    long channels =
        Math.max(condition.size(), Math.max(whenTrue.size(), Math.max(1, whenFalse.size())));
    for (int input : inputChannels) {
      channels = Math.max(channels, input);
    }
    return channels;
  }
}
