/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.cli.recording;

import io.tapline.cli.TextFile;
import io.tapline.pipeline.config.RecordingConfig;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import org.apache.commons.csv.CSVException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** A text with one character between the fields, quoted as RFC 4180 has it. */
final class CsvRows implements Rows {

  private final CSVParser parser;
  private final Iterator<CSVRecord> records;
  private final String comment;
  private final List<String> columns;

  private CSVRecord row;

  private CsvRows(CSVParser parser, String comment, List<String> columns) throws IOException {
    this.parser = parser;
    this.records = parser.iterator();
    this.comment = comment;
    this.columns = columns == null ? header() : columns;
  }

  /**
   * Opens a text.
   *
   * @param config how it is written; null for commas and a header
   */
  static CsvRows open(Path file, RecordingConfig config) throws IOException {
    String separator = config == null ? "," : config.separatorOrComma();
    CSVFormat format =
        CSVFormat.DEFAULT
            .builder()
            .setDelimiter(separator)
            .setIgnoreSurroundingSpaces(true)
            .setIgnoreEmptyLines(true)
            .get();
    Reader reader = TextFile.open(file);
    try {
      return new CsvRows(
          CSVParser.parse(reader, format),
          config == null ? null : config.comment(),
          config == null ? null : config.columns());
    } catch (IOException | RuntimeException e) {
      reader.close();
      throw e;
    }
  }

  private List<String> header() throws IOException {
    return next() ? row.stream().toList() : List.of();
  }

  @Override
  public List<String> columns() {
    return columns;
  }

  @Override
  public boolean next() throws IOException {
    while (hasNext()) {
      row = records.next();
      if (comment == null || !row.get(0).startsWith(comment)) {
        return true;
      }
    }
    return false;
  }

  private boolean hasNext() throws IOException {
    long begins = parser.getCurrentLineNumber() + 1;
    try {
      return records.hasNext();
    } catch (UncheckedIOException e) {
      if (e.getCause() instanceof CSVException syntax) {
        // In this format nothing but quotes can be wrong.
        throw new BrokenRowException(
            begins,
            "a quote that begins a value is not closed, or not before a separator; close it, and"
                + " write quotes within a value twice",
            syntax);
      }
      throw e.getCause();
    }
  }

  @Override
  public long position() {
    return parser.getCurrentLineNumber();
  }

  @Override
  public int fields() {
    return row.size();
  }

  @Override
  public Object field(int column) {
    return row.get(column);
  }

  @Override
  public void close() throws IOException {
    parser.close();
  }
}
