/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.schemas.mapping;

import io.tapline.schemas.UndecodableRecordException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Locale;

/**
 * Times of one format as microseconds since the epoch, exact and then rounded to the nearest, ties
 * away from zero.
 */
public final class TimeReader {

  private static final int LONGEST_TEXT = 100;
  private static final long MICROS_PER_SECOND = 1_000_000;

  /** With seconds or without, with an offset such as Z, +01, +0100 or +01:00, or without. */
  private static final DateTimeFormatter ISO_8601 =
      new DateTimeFormatterBuilder()
          .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
          .appendPattern("[XXXXX][XXXX][X]")
          .toFormatter(Locale.ENGLISH);

  private static final Instant SAMPLE = Instant.parse("2026-11-22T13:14:15Z");

  private final EpochUnit unit;
  private final DateTimeFormatter texts;

  /**
   * @throws IllegalArgumentException where the format is a pattern that is none, or does not tell a
   *     point in time
   */
  public TimeReader(TimeFormat format) {
    unit = format instanceof TimeFormat.Epoch epoch ? epoch.unit() : null;
    texts = texts(format);
  }

  private static DateTimeFormatter texts(TimeFormat format) {
    if (format instanceof TimeFormat.Iso8601 iso) {
      return inZone(ISO_8601, iso.zone());
    }
    if (format instanceof TimeFormat.Pattern pattern) {
      return ofPattern(pattern);
    }
    return null;
  }

  private static DateTimeFormatter ofPattern(TimeFormat.Pattern pattern) {
    DateTimeFormatter formatter = DateTimeFormatter.ofPattern(pattern.pattern(), Locale.ENGLISH);
    try {
      String sample = formatter.format(ZonedDateTime.ofInstant(SAMPLE, ZoneId.of("UTC")));
      DateTimeFormatter texts = inZone(formatter, pattern.zone());
      texts.parse(sample, Instant::from);
      return texts;
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "does not tell a point in time: give it a date, a time of day (HH, or hh with a) and an "
              + "offset, or a zone beside it: pattern="
              + pattern.pattern(),
          e);
    }
  }

  private static DateTimeFormatter inZone(DateTimeFormatter formatter, ZoneId zone) {
    return zone == null ? formatter : formatter.withZone(zone);
  }

  /**
   * The time of a value that was found, in microseconds since the epoch.
   *
   * @param path where it was found, for who has to look for it
   * @throws UndecodableRecordException where it is no time of the format
   */
  public long micros(Object found, FieldPath path) throws UndecodableRecordException {
    if (found instanceof Long time && unit == EpochUnit.US) {
      return time;
    }
    return rounded(exactMicros(found, path), path);
  }

  /** The same before it is rounded. */
  BigDecimal exactMicros(Object found, FieldPath path) throws UndecodableRecordException {
    if (found instanceof Instant instant) {
      return exactMicros(instant);
    }
    if (unit != null) {
      return Numbers.toDecimal(found, path).movePointRight(unit.exponent());
    }
    if (texts == null || !(found instanceof CharSequence)) {
      throw new UndecodableRecordException(
          "not a time as time.unit or time.pattern has it: path=%s, found=%s"
              .formatted(path, Found.describe(found)));
    }
    return exactMicros(instant((CharSequence) found, path));
  }

  private Instant instant(CharSequence text, FieldPath path) throws UndecodableRecordException {
    try {
      if (text.length() <= LONGEST_TEXT) {
        return texts.parse(text.toString().strip(), Instant::from);
      }
    } catch (DateTimeException e) {
      // Told below, with the path.
    }
    throw new UndecodableRecordException(
        "not a time of the expected format, with an offset or a zone: path=%s, found=%s"
            .formatted(path, Found.describe(text)));
  }

  private static BigDecimal exactMicros(Instant instant) {
    return BigDecimal.valueOf(instant.getEpochSecond())
        .multiply(BigDecimal.valueOf(MICROS_PER_SECOND))
        .add(BigDecimal.valueOf(instant.getNano(), 3));
  }

  static long rounded(BigDecimal micros, FieldPath path) throws UndecodableRecordException {
    try {
      return micros.setScale(0, RoundingMode.HALF_UP).longValueExact();
    } catch (ArithmeticException e) {
      throw new UndecodableRecordException(
          "time is beyond 64 bits of microseconds: path=%s".formatted(path));
    }
  }
}
