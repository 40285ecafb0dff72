/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.alignment;

import java.io.Serializable;

/**
 * What a device may do with time. All in microseconds.
 *
 * @param disorderMicros how far behind its own channel's clock a reading may come
 * @param maxGapMicros the longest silence of a device that is filled; a longer one ends the segment
 * @param maxAheadMicros how far past its record's timestamp a reading may be before it is refused
 * @param idleFlushMicros how long a device is silent before its tail is released without waiting
 * @param forgetAfterMicros how long a device is silent before nothing is kept of it
 * @param resetAfterMicros how long all of a device's readings are late, by its records' timestamps,
 *     before its clock counts as set back
 */
public record TimeBounds(
    long disorderMicros,
    long maxGapMicros,
    long maxAheadMicros,
    long idleFlushMicros,
    long forgetAfterMicros,
    long resetAfterMicros)
    implements Serializable {

  static final long LONGEST_MICROS = 100L * 366 * 24 * 3600 * 1_000_000;

  public TimeBounds {
    requireBound("disorder", disorderMicros);
    requireBound("max-gap", maxGapMicros);
    requireBound("max-ahead", maxAheadMicros);
    requireBound("idle-flush", idleFlushMicros);
    requireBound("forget-after", forgetAfterMicros);
    requireBound("reset-after", resetAfterMicros);
  }

  /** Bounds under which no device's clock is ever taken to be set back. */
  public TimeBounds(
      long disorderMicros,
      long maxGapMicros,
      long maxAheadMicros,
      long idleFlushMicros,
      long forgetAfterMicros) {
    this(
        disorderMicros,
        maxGapMicros,
        maxAheadMicros,
        idleFlushMicros,
        forgetAfterMicros,
        LONGEST_MICROS);
  }

  /** Bounds under which, moreover, no device is ever forgotten. */
  public TimeBounds(
      long disorderMicros, long maxGapMicros, long maxAheadMicros, long idleFlushMicros) {
    this(disorderMicros, maxGapMicros, maxAheadMicros, idleFlushMicros, LONGEST_MICROS);
  }

  /** A bound may be 0 to 100 years: then no sum of a time and a bound overflows. */
  static void requireBound(String name, long micros) {
    if (micros < 0 || micros > LONGEST_MICROS) {
      throw new IllegalArgumentException(name + " must be 0 to 100 years: micros=" + micros);
    }
  }
}
