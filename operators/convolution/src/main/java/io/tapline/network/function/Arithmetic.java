/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.function;

/**
 * The operations between two frames, or a frame and constants, value by value.
 *
 * <p>Comparisons give 1 for true and 0 for false; with NaN all are false but {@link #NOT_EQUAL}.
 */
public enum Arithmetic {
  ADD,
  SUBTRACT,
  MULTIPLY,
  DIVIDE,
  MAXIMUM,
  MINIMUM,
  /** The rest of a division rounded down: it has the sign of the second. */
  MODULO,
  /** The rest of a division rounded towards 0: it has the sign of the first. */
  REMAINDER,
  /** First to the power of second; NaN where either is. */
  POWER,
  /** The angle of the point (second, first), from −π to π. */
  ATAN2,
  EQUAL,
  NOT_EQUAL,
  GREATER,
  GREATER_OR_EQUAL,
  LESS,
  LESS_OR_EQUAL;

  /** Whether it takes more than two operands, from the first to the last. */
  public boolean chains() {
    return switch (this) {
      case ADD, MULTIPLY, MAXIMUM, MINIMUM -> true;
      default -> false;
    };
  }
}
