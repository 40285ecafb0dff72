/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.schemas.mapping;

import java.util.Locale;
import java.util.Map;

/** Which text is a number: what JSON has as one, with a sign or a bare point allowed too. */
final class DecimalText {

  private static final Map<String, Double> NAMED =
      Map.of(
          "nan", Double.NaN,
          "inf", Double.POSITIVE_INFINITY,
          "+inf", Double.POSITIVE_INFINITY,
          "-inf", Double.NEGATIVE_INFINITY,
          "infinity", Double.POSITIVE_INFINITY,
          "+infinity", Double.POSITIVE_INFINITY,
          "-infinity", Double.NEGATIVE_INFINITY,
          "true", 1.0,
          "false", 0.0);
  private static final int LONGEST_NAME = 9;

  private DecimalText() {}

  /** Whether it is digits, at most one point among them, and at most one exponent after them. */
  static boolean isNumber(String text) {
    int at = sign(text, 0);
    int whole = digits(text, at);
    int digits = whole - at;
    at = whole;
    if (at < text.length() && text.charAt(at) == '.') {
      int fraction = digits(text, at + 1);
      digits += fraction - at - 1;
      at = fraction;
    }
    if (digits == 0) {
      return false;
    }
    if (at < text.length() && (text.charAt(at) | 0x20) == 'e') {
      int start = sign(text, at + 1);
      at = digits(text, start);
      if (at == start) {
        return false;
      }
    }
    return at == text.length();
  }

  /** The value of a word that stands for a number, or null. */
  static Double named(String text) {
    return text.length() > LONGEST_NAME ? null : NAMED.get(text.toLowerCase(Locale.ROOT));
  }

  private static int sign(String text, int at) {
    boolean signed = at < text.length() && (text.charAt(at) == '-' || text.charAt(at) == '+');
    return signed ? at + 1 : at;
  }

  /** The position after the digits that start at {@code at}. */
  private static int digits(String text, int at) {
    int end = at;
    while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
      end++;
    }
    return end;
  }
}
