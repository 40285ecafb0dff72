/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.bench;

import java.util.Random;

/** Frames as a sensor gives them after scaling: mean 0, variance 1; the same in every run. */
final class InputFrames {

  private static final long SEED = 20_260_101;

  private InputFrames() {}

  /** Frames [count × channels], row-major. */
  static float[] of(int count, int channels) {
    Random random = new Random(SEED);
    float[] values = new float[count * channels];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }
}
