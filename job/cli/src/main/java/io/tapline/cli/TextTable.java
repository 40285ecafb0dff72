/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.cli;

import com.github.freva.asciitable.AsciiTable;
import com.github.freva.asciitable.Column;
import com.github.freva.asciitable.ColumnData;
import com.github.freva.asciitable.HorizontalAlign;
import com.github.freva.asciitable.OverflowBehaviour;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** Tables as every command prints them: without rules, and nothing behind a line's last word. */
public final class TextTable {

  /** The most characters of a line. */
  private static final int LINE = 120;

  private TextTable() {}

  /** A column of text. */
  public static Column text(String header) {
    return new Column()
        .header(header)
        .headerAlign(HorizontalAlign.LEFT)
        .dataAlign(HorizontalAlign.LEFT);
  }

  /** A column of text without a header; where no column has one, the table has none. */
  public static Column plain(int widest) {
    return new Column().dataAlign(HorizontalAlign.LEFT).maxWidth(widest, OverflowBehaviour.NEWLINE);
  }

  /** A column of text whose cells are broken into lines where they are wider. */
  public static Column text(String header, int widest) {
    return text(header).maxWidth(widest, OverflowBehaviour.NEWLINE);
  }

  /** A column of numbers. */
  public static Column number(String header) {
    return new Column()
        .header(header)
        .headerAlign(HorizontalAlign.RIGHT)
        .dataAlign(HorizontalAlign.RIGHT);
  }

  /** Sentences, each on lines of its own. */
  public static String sentences(List<String> sentences) {
    return render(sentences, List.of(plain(LINE).with(sentence -> sentence)));
  }

  /** The lines of a table, each with its end. */
  public static <T> String render(Collection<T> rows, List<ColumnData<T>> columns) {
    return AsciiTable.builder()
        .border(AsciiTable.NO_BORDERS)
        .data(rows, columns)
        .asString()
        .lines()
        .map(line -> line.stripTrailing() + "\n")
        .collect(Collectors.joining());
  }
}
