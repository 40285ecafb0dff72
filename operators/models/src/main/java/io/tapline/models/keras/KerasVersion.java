/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models.keras;

/**
 * The release that wrote a file, where results depend on it.
 *
 * @param major 2 or 3
 */
record KerasVersion(int major) {

  /** Of {@code 2.15.0} or {@code 3.11.3}; where nothing is said, of the elder. */
  static KerasVersion of(String text) {
    return new KerasVersion(text.startsWith("3.") ? 3 : 2);
  }

  /** Whether hard_sigmoid is x/6 + 0.5, and no more 0.2x + 0.5. */
  boolean hasSixthsInHardSigmoid() {
    return major >= 3;
  }

  /** The least sum of squares by whose root vectors are divided: Keras 3 bounds the root. */
  float leastSquaredNorm() {
    return major >= 3 ? 1e-24f : 1e-12f;
  }
}
