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

  /** All of them, as their mean: they count as one reading of that time, and none is rejected. */
  MEAN
}
