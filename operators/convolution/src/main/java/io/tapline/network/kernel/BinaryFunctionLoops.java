/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.kernel;

import io.tapline.network.function.Arithmetic;

/** Functions of two values that are more than one instruction. */
final class BinaryFunctionLoops {

  private BinaryFunctionLoops() {}

  static void apply(
      Arithmetic operation, float[] a, int at, float[] b, int bt, float[] r, int rt, int count) {
    for (int i = 0; i < count; i++) {
      r[rt + i] = of(operation, a[at + i], b[bt + i]);
    }
  }

  private static float of(Arithmetic operation, float a, float b) {
    return switch (operation) {
      case MODULO -> modulo(a, b);
      case REMAINDER -> a % b;
      case POWER -> Powers.power(a, b);
      case ATAN2 -> (float) StrictMath.atan2(a, b);
      default -> throw new IllegalArgumentException("has no loop here: " + operation);
    };
  }

  /** The remainder is exact, and so is the one addition unless the result rounds to {@code b}. */
  private static float modulo(float a, float b) {
    float rest = a % b;
    if (rest == 0f) {
      return Math.copySign(0f, b);
    }
    return (rest < 0f) == (b < 0f) ? rest : rest + b;
  }
}
