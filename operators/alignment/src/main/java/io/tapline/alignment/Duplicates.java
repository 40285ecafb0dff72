/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.alignment;

/** Which of several readings of one channel with equal times is framed. */
public enum Duplicates {
  /** The one that came first; the others are rejected. */
  FIRST_WINS,

  /** The one that came last; the others are rejected. */
  LAST_WINS,

  /**
   * All of them, as their mean: they count as one reading of that time. Of more than {@value
   * #MOST_OF_A_MEAN}, as where a device's clock stands still, the others are rejected.
   */
  MEAN;

  /** How many readings of one time wait together at most. */
  static final int MOST_OF_A_MEAN = 64;
}
