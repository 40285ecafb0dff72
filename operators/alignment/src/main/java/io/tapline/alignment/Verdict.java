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
  /** It is further past its record's timestamp than a right clock can be. */
  FUTURE,
  /** Its value is not finite, or its time is outside the years 1 to 9999. */
  INVALID
}
