/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.alignment;

import java.io.Serializable;

/**
 * The values that a channel can have, in the unit of its readings, both ends included; a reading
 * outside is rejected.
 */
public record ValidRange(double min, double max) implements Serializable {

  /** Every number. */
  public static final ValidRange ANY =
      new ValidRange(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);

  public ValidRange {
    if (!(min <= max)) {
      throw new IllegalArgumentException(
          "a valid range must go from its least to its greatest value: min="
              + min
              + ", max="
              + max);
    }
  }

  public boolean contains(double value) {
    return value >= min && value <= max;
  }

  @Override
  public String toString() {
    return "[" + min + ", " + max + "]";
  }
}
