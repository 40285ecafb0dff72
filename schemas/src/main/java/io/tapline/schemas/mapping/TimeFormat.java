/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.schemas.mapping;

import java.io.Serializable;
import java.time.ZoneId;

/** How a field says a time. A timestamp of Avro's logical types says it itself, in any of them. */
public sealed interface TimeFormat extends Serializable {

  /** A number, with decimals or without. */
  record Epoch(EpochUnit unit) implements TimeFormat {}

  /**
   * Text such as {@code 2026-03-01T12:00:00.25+01:00}.
   *
   * @param zone of texts without an offset; null where each must have one
   */
  record Iso8601(ZoneId zone) implements TimeFormat {}

  /**
   * Text of a {@link java.time.format.DateTimeFormatter} pattern.
   *
   * @param zone of texts without an offset; null where the pattern has one
   */
  record Pattern(String pattern, ZoneId zone) implements TimeFormat {}

  /** Only a timestamp of Avro's logical types. */
  record Typed() implements TimeFormat {}
}
