/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.cli.recording;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;

/** The rows of a recording that is a table, one after the other. */
interface Rows extends Closeable {

  /** The names of the columns, in their order. */
  List<String> columns() throws IOException;

  /** Goes to the next row, the first one at first; false after the last. */
  boolean next() throws IOException;

  /** Where the row stands, for who has to look for it: a line of a text, or the row's number. */
  long position();

  /** How many fields the row has. */
  int fields();

  /**
   * A field of the row: text, a number, a boolean, an {@link java.time.Instant}, or null where it
   * has none.
   */
  Object field(int column);
}
