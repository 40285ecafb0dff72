/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.alignment;

/** What became of a reading when it came in. */
public enum Verdict {
  /** It waits for its tick. */
  BUFFERED,
  /** Its channel has a reading of that time already, which stays. */
  DUPLICATE,
  /** It took the place of a reading of that time, which is now the duplicate. */
  REPLACED,
  /** Its tick has been released. */
  LATE,

  /** Its tick has been released, but it is what its channel holds from the frontier on. */
  CARRIED,
  /** It is further past its record's timestamp than a right clock can be. */
  FUTURE,
  /** Its value is none that a frame can hold, or its time is outside the years 1 to 9999. */
  INVALID,

  /** Its value is outside its channel's valid range. */
  OUT_OF_RANGE;

  /** Whether the reading's tick was still to be released, whatever became of the reading. */
  public boolean isInTime() {
    return this == BUFFERED || this == DUPLICATE || this == REPLACED;
  }

  /** Whether the reading's time counts for its channel's clock. */
  boolean movesClock() {
    return this != FUTURE && this != INVALID && this != OUT_OF_RANGE;
  }
}
