/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.cli;

import java.util.regex.Pattern;

/**
 * Texts in CSV files that people open with a spreadsheet. A spreadsheet runs a cell that begins
 * with {@code =}, {@code +}, {@code -}, {@code @}, a tab or a line break as a formula, which may
 * start programs, and whoever sends readings chooses the names of devices.
 */
public final class CsvText {

  private static final String FORMULAS = "=+-@\t\r\n";
  private static final char GUARD = '\'';

  /** What a spreadsheet takes for a number, and not for a formula. */
  private static final Pattern NUMBER =
      Pattern.compile("[+-]?(\\d+(\\.\\d*)?|\\.\\d+)([eE][+-]?\\d+)?");

  private CsvText() {}

  /**
   * A text that no spreadsheet runs: with a {@code '} before it where it would be, or where it
   * begins with one itself, so that taking one away gives the text back. Null stays null.
   */
  public static String guarded(String text) {
    if (text == null || text.isEmpty()) {
      return text;
    }
    char first = text.charAt(0);
    boolean runs = FORMULAS.indexOf(first) >= 0 && !NUMBER.matcher(text).matches();
    return runs || first == GUARD ? GUARD + text : text;
  }
}
