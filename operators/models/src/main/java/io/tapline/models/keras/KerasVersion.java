/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models.keras;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The release that wrote a file, where results depend on it.
 *
 * @param major 2 or 3
 * @param minor of 2.15.0, 15
 */
record KerasVersion(int major, int minor) {
  private static final Pattern NUMBERS = Pattern.compile("(\\d{1,4})\\.(\\d{1,4})");

  /** Of {@code 2.15.0} or {@code 3.11.3}; where nothing is said, of the elder. */
  static KerasVersion of(String text) {
    Matcher numbers = NUMBERS.matcher(text);
    return numbers.lookingAt()
        ? new KerasVersion(
            Integer.parseInt(numbers.group(1)) == 3 ? 3 : 2, Integer.parseInt(numbers.group(2)))
        : new KerasVersion(2, 0);
  }

  /** Whether hard_sigmoid is x/6 + 0.5, and no more 0.2x + 0.5. */
  boolean hasSixthsInHardSigmoid() {
    return major >= 3;
  }

  /** Whether gates of recurrent layers are hard sigmoids where nothing is said. */
  boolean hasHardGates() {
    return major < 3 && minor < 3;
  }

  /** Whether GRU is reset after its product where nothing is said. */
  boolean resetsAfter() {
    return major >= 3;
  }

  /** The least sum of squares by whose root vectors are divided: Keras 3 bounds the root. */
  float leastSquaredNorm() {
    return major >= 3 ? 1e-24f : 1e-12f;
  }
}
