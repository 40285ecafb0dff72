/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.schemas.mapping;

import io.tapline.schemas.UndecodableRecordException;
import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * Numbers, whether a record has them as numbers, as text or as booleans.
 *
 * <p>What takes more than linear time is bounded before: digits by their count, exponents before
 * they become digits.
 */
final class Numbers {

  private static final int MOST_DIGITS = 1_000;
  private static final int MOST_BITS = 3_400;

  /** A decimal of more digits before its point is beyond any time; of so few, it is none. */
  private static final int LARGEST_EXPONENT = 40;

  private Numbers() {}

  /** A value in its channel's unit: any double, also one that is not finite. */
  static double toDouble(Object found, FieldPath path) throws UndecodableRecordException {
    if (found instanceof BigDecimal decimal) {
      return bounded(decimal, path).doubleValue();
    }
    if (found instanceof BigInteger) {
      return toDecimal(found, path).doubleValue();
    }
    if (found instanceof Number number) {
      return number.doubleValue();
    }
    if (found instanceof Boolean truth) {
      return truth ? 1 : 0;
    }
    if (found instanceof CharSequence text) {
      return toDouble(text.toString().strip(), path);
    }
    throw notANumber(found, path);
  }

  private static double toDouble(String text, FieldPath path) throws UndecodableRecordException {
    if (DecimalText.isNumber(text)) {
      return Double.parseDouble(withinDigits(text, path));
    }
    Double named = DecimalText.named(text);
    if (named == null) {
      throw notANumber(text, path);
    }
    return named;
  }

  /** An exact number whose magnitude is below 10^40; one below 10^-40 is 0. */
  static BigDecimal toDecimal(Object found, FieldPath path) throws UndecodableRecordException {
    if (found instanceof Long || found instanceof Integer) {
      return BigDecimal.valueOf(((Number) found).longValue());
    }
    if (found instanceof BigInteger integer) {
      return bounded(new BigDecimal(integer), path);
    }
    if (found instanceof BigDecimal decimal) {
      return tamed(bounded(decimal, path), path);
    }
    if (found instanceof Float || found instanceof Double) {
      double value = ((Number) found).doubleValue();
      if (Double.isFinite(value)) {
        return tamed(new BigDecimal(found.toString()), path);
      }
    }
    if (found instanceof CharSequence text) {
      String stripped = text.toString().strip();
      if (DecimalText.isNumber(stripped)) {
        return tamed(parse(withinDigits(stripped, path), path), path);
      }
    }
    throw notANumber(found, path);
  }

  private static BigDecimal parse(String text, FieldPath path) throws UndecodableRecordException {
    try {
      return new BigDecimal(text);
    } catch (NumberFormatException e) {
      throw notANumber(text, path); // an exponent beyond 32 bits
    }
  }

  private static BigDecimal tamed(BigDecimal decimal, FieldPath path)
      throws UndecodableRecordException {
    long exponent = (long) decimal.precision() - decimal.scale();
    if (decimal.signum() == 0 || exponent < -LARGEST_EXPONENT) {
      return BigDecimal.ZERO;
    }
    if (exponent > LARGEST_EXPONENT) {
      throw new UndecodableRecordException(
          "number is too large here: path=%s, found=%s".formatted(path, Found.describe(decimal)));
    }
    return decimal;
  }

  private static BigDecimal bounded(BigDecimal decimal, FieldPath path)
      throws UndecodableRecordException {
    if (decimal.unscaledValue().bitLength() > MOST_BITS) {
      throw tooLong(path);
    }
    return decimal;
  }

  private static String withinDigits(String text, FieldPath path)
      throws UndecodableRecordException {
    if (text.length() > MOST_DIGITS) {
      throw tooLong(path);
    }
    return text;
  }

  private static UndecodableRecordException tooLong(FieldPath path) {
    return new UndecodableRecordException(
        "number has too many digits: path=%s, most=%d".formatted(path, MOST_DIGITS));
  }

  private static UndecodableRecordException notANumber(Object found, FieldPath path) {
    return new UndecodableRecordException(
        "not a number: path=%s, found=%s".formatted(path, Found.describe(found)));
  }
}
