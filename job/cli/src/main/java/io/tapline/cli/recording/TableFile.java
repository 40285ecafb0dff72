/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.cli.recording;

import io.tapline.cli.UserFault;
import io.tapline.pipeline.config.RecordingConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A recording that is a table, CSV, other text or Parquet, into a table of readings. */
final class TableFile {

  private static final int PROBLEMS_TOLD = 10;

  private final Path file;
  private final RecordingConfig config;
  private final List<String> measured;
  private final List<String> problems = new ArrayList<>();

  /**
   * @param configs the first that matches the file's name says how it is read
   * @param measured the channels of the layout
   */
  TableFile(Path file, List<RecordingConfig> configs, List<String> measured) {
    this.file = file;
    this.config = configs.stream().filter(this::matches).findFirst().orElse(null);
    this.measured = measured;
  }

  private boolean matches(RecordingConfig recording) {
    return FileSystems.getDefault()
        .getPathMatcher("glob:" + recording.files())
        .matches(file.getFileName());
  }

  /**
   * Adds all readings of the file to a table, in the file's order.
   *
   * @return the first wrong rows, by line; none where the file is good
   * @throws UserFault where the file is no such table at all, or too large
   */
  List<String> readInto(ReadingTable table) {
    try (Rows rows = open()) {
      RowMapping mapping = mapping(rows);
      while (problems.size() < PROBLEMS_TOLD && rows.next()) {
        if (table.room() < mapping.width()) {
          throw new UserFault(
              file + ": too many readings to sort in memory: cut it by time: most=" + table.size());
        }
        read(mapping, rows, table);
      }
    } catch (IllegalArgumentException
        | IllegalStateException
        | UncheckedIOException
        | IOException e) {
      throw unreadable(e);
    }
    return problems;
  }

  private void read(RowMapping mapping, Rows rows, ReadingTable table) {
    try {
      mapping.read(table);
    } catch (IllegalArgumentException e) {
      problems.add(file + ":" + rows.position() + ": " + e.getMessage());
    }
  }

  private RowMapping mapping(Rows rows) throws IOException {
    List<String> columns = rows.columns();
    RecordingConfig known = config == null ? RowMapping.ownColumns(columns, measured) : config;
    return new RowMapping(file, rows, columns, known);
  }

  private Rows open() throws IOException {
    if (isParquet()) {
      return ParquetRows.open(file);
    }
    return config != null && config.separator().equals(" ")
        ? SpacedRows.open(file, config)
        : CsvRows.open(file, config);
  }

  private boolean isParquet() {
    return file.getFileName().toString().toLowerCase(Locale.ROOT).endsWith(".parquet");
  }

  private UserFault unreadable(Exception cause) {
    String kind = isParquet() ? "Parquet" : "CSV in UTF-8 with a header";
    return new UserFault(file + ": this is not " + kind + ": " + cause.getMessage());
  }
}
