/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.pipeline.config;

/**
 * Where a recording's rows have their time, and how it is written: as a number of units since the
 * epoch, as ISO 8601, or by a pattern.
 *
 * @param field the column
 * @param unit null where a pattern is given
 * @param pattern in the letters of {@link java.time.format.DateTimeFormatter}; null where a unit is
 *     given
 * @param zone of texts that tell no zone; null for UTC
 */
public record RecordingTimeConfig(String field, Unit unit, String pattern, String zone) {

  /** What a number counts, or the one form of text that needs no pattern. */
  public enum Unit {
    S,
    MS,
    US,
    NS,
    ISO_8601
  }
}
