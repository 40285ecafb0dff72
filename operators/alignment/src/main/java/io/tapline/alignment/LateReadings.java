/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.alignment;

/** What becomes of a channel's reading whose tick has been released. */
public enum LateReadings {
  /** It is rejected. */
  REJECT,

  /**
   * Where it is newer than the value that the channel holds, it takes that one's place from the
   * frontier on; else it is rejected. Frames that have left stay as they are.
   */
  CARRY
}
