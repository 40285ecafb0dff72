/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.kernel;

import io.tapline.network.function.Activation;

/** Functions whose results are whole numbers, in place. All are exact. */
final class WholeNumberLoops {

  private WholeNumberLoops() {}

  static void apply(Activation.Kind kind, float[] values, int offset, int count) {
    for (int i = offset; i < offset + count; i++) {
      values[i] = of(kind, values[i]);
    }
  }

  private static float of(Activation.Kind kind, float x) {
    return switch (kind) {
      case SIGN -> Math.signum(x);
      case FLOOR -> (float) Math.floor(x);
      case CEIL -> (float) Math.ceil(x);
      case ROUND -> (float) Math.rint(x);
      // As integers have it: 0 has no sign.
      case TRUNCATE -> (float) (x < 0 ? Math.ceil(x) : Math.floor(x)) + 0f;
      default -> throw new IllegalArgumentException("has no loop here: " + kind.label());
    };
  }

  static void isNaN(float[] values, int offset, int count) {
    for (int i = offset; i < offset + count; i++) {
      values[i] = Float.isNaN(values[i]) ? 1f : 0f;
    }
  }

  static void isInfinite(
      boolean negative, boolean positive, float[] values, int offset, int count) {
    for (int i = offset; i < offset + count; i++) {
      float x = values[i];
      boolean found =
          negative && x == Float.NEGATIVE_INFINITY || positive && x == Float.POSITIVE_INFINITY;
      values[i] = found ? 1f : 0f;
    }
  }
}
