/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.cli;

/** What is at the bottom of a failure, in one line, out of a stack trace as Flink prints it. */
record RootCause(String exception, String message) {

  private static final String CAUSED_BY = "Caused by: ";

  /** A message may hold a record, or a client's whole configuration. */
  private static final int LONGEST = 300;

  /** The innermost cause; what was suppressed is indented, and no cause. */
  static RootCause of(String stackTrace) {
    String line =
        stackTrace
            .lines()
            .filter(text -> text.startsWith(CAUSED_BY))
            .reduce((outer, inner) -> inner)
            .map(text -> text.substring(CAUSED_BY.length()))
            .or(() -> stackTrace.lines().findFirst())
            .orElse("");
    int colon = line.indexOf(": ");
    return colon < 0
        ? new RootCause(line.strip(), "")
        : new RootCause(line.substring(0, colon), shown(line.substring(colon + 2)));
  }

  private static String shown(String message) {
    String line = message.replaceAll("\\p{Cntrl}", " ").strip();
    return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + " …";
  }

  /** The same for causes that differ in a number only: a time, a port, an offset. */
  RootCause withoutNumbers() {
    return new RootCause(exception, message.replaceAll("[0-9]+", "0"));
  }

  /** Such as {@code RecordTooLargeException: The message is 200000 bytes}. */
  String line() {
    String name = exception.substring(exception.lastIndexOf('.') + 1);
    return message.isEmpty() ? name : name + ": " + message;
  }
}
