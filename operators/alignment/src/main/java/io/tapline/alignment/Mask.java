/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.alignment;

/** Where a value of a frame comes from: one byte a value. */
public final class Mask {

  /** No reading in this tick, and nothing to stand in for it: the network sees 0. */
  public static final byte MISSING = 0;

  /** At least one reading in this tick. */
  public static final byte OBSERVED = 1;

  /** No reading in this tick: held from an earlier one, or the constant. */
  public static final byte FILLED = 2;

  private Mask() {}
}
