/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.kernel.vector;

import io.tapline.network.function.Activation;
import io.tapline.network.kernel.ActivationLoops;
import java.util.Arrays;

/** What is left after the whole vectors: fewer values than a vector has lanes. */
final class Tail {
  private static final ThreadLocal<float[]> VECTOR =
      ThreadLocal.withInitial(() -> new float[FloatConstants.LANES.length()]);

  private Tail() {}

  static void apply(Activation activation, float[] values, int offset, int count) {
    if (cheap(activation.kind()) || 2 * count <= FloatConstants.LANES.length()) {
      ActivationLoops.apply(activation, values, offset, count);
      return;
    }
    float[] vector = VECTOR.get();
    System.arraycopy(values, offset, vector, 0, count);
    // What stood there before may be subnormal, which is slow.
    Arrays.fill(vector, count, vector.length, 0f);
    VectorActivations.applyWhole(activation, vector, 0, vector.length);
    System.arraycopy(vector, 0, values, offset, count);
  }

  private static boolean cheap(Activation.Kind kind) {
    return switch (kind) {
      case LINEAR,
          RELU,
          CLIP,
          LEAKY_RELU,
          THRESHOLDED_RELU,
          SHRINK,
          HARD_SIGMOID,
          HARD_SWISH,
          SOFTSIGN,
          ABS,
          NEGATE,
          RECIPROCAL,
          SQUARE,
          SQRT ->
          true;
      default -> false;
    };
  }
}
