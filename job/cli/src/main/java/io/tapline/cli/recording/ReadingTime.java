/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.cli.recording;

import io.tapline.pipeline.config.RecordingTimeConfig;
import io.tapline.pipeline.config.RecordingTimeConfig.Unit;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Reads the time of a row, and rounds it to the nearest microsecond. */
final class ReadingTime {

  /** The text of an instant, with its zone, or else in UTC. */
  static final ReadingTime ISO_8601 = text(DateTimeFormatter.ISO_DATE_TIME, null, "ISO 8601");

  /** More digits than a time in 64 bits has are no time, and would be costly to shift. */
  private static final int MOST_DIGITS = 60;

  private final int exponent;
  private final DateTimeFormatter formatter;
  private final String fault;

  private ReadingTime(int exponent, DateTimeFormatter formatter, String fault) {
    this.exponent = exponent;
    this.formatter = formatter;
    this.fault = fault;
  }

  static ReadingTime of(RecordingTimeConfig config) {
    if (config.pattern() != null) {
      DateTimeFormatter formatter = DateTimeFormatter.ofPattern(config.pattern(), Locale.ROOT);
      return text(formatter, config.zone(), config.pattern());
    }
    if (config.unit() == Unit.ISO_8601) {
      return text(DateTimeFormatter.ISO_DATE_TIME, config.zone(), "ISO 8601");
    }
    return switch (config.unit()) {
      case S -> number(6);
      case MS -> number(3);
      case NS -> number(-3);
      default -> number(0);
    };
  }

  private static ReadingTime number(int exponent) {
    return new ReadingTime(exponent, null, "not a number");
  }

  private static ReadingTime text(DateTimeFormatter formatter, String zone, String form) {
    ZoneId known = zone == null ? ZoneOffset.UTC : ZoneId.of(zone);
    return new ReadingTime(0, formatter.withZone(known), "not a time in the form of " + form);
  }

  /**
   * The time that a text says, in microseconds since the epoch.
   *
   * @throws IllegalArgumentException that says what the text is not
   */
  long micros(String text) {
    try {
      return formatter == null
          ? micros(new BigDecimal(text), exponent)
          : micros(Instant.from(formatter.parse(text)));
    } catch (NumberFormatException | ArithmeticException | DateTimeException e) {
      throw new IllegalArgumentException(fault, e);
    }
  }

  private static long micros(Instant instant) {
    BigDecimal seconds = BigDecimal.valueOf(instant.getEpochSecond());
    return micros(seconds.add(BigDecimal.valueOf(instant.getNano(), 9)), 6);
  }

  private static long micros(BigDecimal time, int exponent) {
    if (Math.abs((long) time.scale()) > MOST_DIGITS || time.precision() > MOST_DIGITS) {
      throw new ArithmeticException("more digits than a time has");
    }
    return time.movePointRight(exponent).setScale(0, RoundingMode.HALF_UP).longValueExact();
  }
}
