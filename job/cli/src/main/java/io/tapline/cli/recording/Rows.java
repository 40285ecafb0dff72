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

  /** A field of the row as text; empty where it has none. */
  String text(int column);

  /**
   * Whether the fields of a column are known to be times, which {@link #text} gives as ISO 8601.
   */
  default boolean isTime(int column) {
    return false;
  }
}
