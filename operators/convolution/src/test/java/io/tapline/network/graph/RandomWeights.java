/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.graph;

import java.util.SplittableRandom;

/** Weights of such sizes that values stay about as large as they are. */
final class RandomWeights {
  private final SplittableRandom random;

  RandomWeights(SplittableRandom random) {
    this.random = random;
  }

  /** Weights of a sum over {@code terms} values. */
  float[] kernel(int count, int terms) {
    float bound = (float) Math.sqrt(2.5 / terms);
    return between(-bound, bound, count);
  }

  /** A bias, or none. */
  float[] bias(int count) {
    return random.nextInt(3) == 0 ? new float[0] : between(-0.5, 0.5, count);
  }

  /** One for each channel, or one for all. */
  float[] perChannel(double least, double most, int channels) {
    return between(least, most, random.nextBoolean() ? channels : 1);
  }

  float[] between(double least, double most, int count) {
    float[] weights = new float[count];
    for (int i = 0; i < count; i++) {
      weights[i] = (float) random.nextDouble(least, most);
    }
    return weights;
  }
}
