/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.cli.recording;

import io.tapline.cli.TextFile;
import io.tapline.pipeline.config.RecordingConfig;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A text with any number of spaces between the fields, and around them; nothing is quoted. */
final class SpacedRows implements Rows {

  private final BufferedReader reader;
  private final String comment;
  private final List<String> columns;

  private long line;
  private String[] row = {};

  private SpacedRows(BufferedReader reader, RecordingConfig config) throws IOException {
    this.reader = reader;
    this.comment = config.comment();
    this.columns = config.hasHeader() ? header() : config.columns();
  }

  static SpacedRows open(Path file, RecordingConfig config) throws IOException {
    BufferedReader reader = TextFile.open(file);
    try {
      return new SpacedRows(reader, config);
    } catch (IOException e) {
      reader.close();
      throw e;
    }
  }

  private List<String> header() throws IOException {
    return next() ? List.of(row) : List.of();
  }

  @Override
  public List<String> columns() {
    return columns;
  }

  @Override
  public boolean next() throws IOException {
    for (String text = reader.readLine(); text != null; text = reader.readLine()) {
      line++;
      String stripped = text.strip();
      if (!stripped.isEmpty() && (comment == null || !stripped.startsWith(comment))) {
        row = stripped.split(" +", -1);
        return true;
      }
    }
    return false;
  }

  @Override
  public long position() {
    return line;
  }

  @Override
  public int fields() {
    return row.length;
  }

  @Override
  public Object field(int column) {
    return row[column];
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}
