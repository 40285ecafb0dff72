/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.bench;

import io.tapline.network.layer.Weights;
import java.util.Random;

/** Normally distributed weights that keep the variance of what goes through a layer near 1. */
final class RandomWeights {

  private static final double SPREAD = 0.1;

  private final Random random;

  RandomWeights(long seed) {
    this.random = new Random(seed);
  }

  /**
   * A kernel of variance {@code gain / terms}.
   *
   * @param terms summands of an output
   * @param outputs output channels
   * @param gain variance of the sum over that of a summand
   */
  float[] kernel(int terms, int outputs, double gain) {
    return normal(0, Math.sqrt(gain / terms), terms * outputs);
  }

  float[] bias(int count) {
    return normal(0, SPREAD, count);
  }

  /** Weights close to {@code mean}. */
  Weights around(double mean, int count) {
    return Weights.of(normal(mean, SPREAD, count));
  }

  private float[] normal(double mean, double deviation, int count) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) (mean + deviation * random.nextGaussian());
    }
    return values;
  }
}
