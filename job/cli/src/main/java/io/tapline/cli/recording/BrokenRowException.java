/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.cli.recording;

import java.io.IOException;

/** A text breaks the rules of its format, so that its rows cannot be told apart from there on. */
final class BrokenRowException extends IOException {

  private static final long serialVersionUID = 1;

  private final long line;

  /**
   * @param line where the row begins, from 1 on
   * @param problem what is wrong, and how to fix it
   */
  BrokenRowException(long line, String problem, IOException cause) {
    super(problem, cause);
    this.line = line;
  }

  long line() {
    return line;
  }
}
