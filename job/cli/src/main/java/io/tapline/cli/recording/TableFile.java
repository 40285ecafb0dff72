/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.cli.recording;

import io.tapline.cli.TextFile;
import io.tapline.cli.UserFault;
import io.tapline.pipeline.config.RecordingConfig;
import io.tapline.pipeline.decode.MappingFactory;
import io.tapline.schemas.Readings;
import io.tapline.schemas.UndecodableRecordException;
import io.tapline.schemas.mapping.RecordMapping;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.Set;

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
    this.config = configs.stream().filter(each -> each.matches(file)).findFirst().orElse(null);
    this.measured = measured;
  }

  /** Whether anybody can know when its rows came in; else their order alone says it. */
  boolean isTimed() {
    return config == null || !RowArrivals.isByRow(config);
  }

  /**
   * Adds all readings of the file to a table, in the file's order.
   *
   * @return the first wrong rows, by line; none where the file is good
   * @throws UserFault where the file is no such table at all, or too large
   */
  List<String> readInto(ReadingTable table) {
    try (Rows rows = open()) {
      RowReader reader = reader(rows);
      while (problems.size() < PROBLEMS_TOLD && rows.next()) {
        read(reader, rows.position(), table);
      }
    } catch (IllegalArgumentException | IllegalStateException | IOException e) {
      throw unreadable(e);
    }
    return problems;
  }

  private void read(RowReader reader, long position, ReadingTable table) {
    try {
      Readings readings = reader.read();
      if (readings.size() > table.room()) {
        throw new UserFault(
            file + ": too many readings to sort in memory: cut it by time: most=" + table.size());
      }
      long arrived = readings.size() == 0 ? 0 : reader.arrivedMicros();
      for (int c = 0; c < readings.channelCount(); c++) {
        for (int i = readings.start(c); i < readings.end(c); i++) {
          table.add(
              readings.device(),
              readings.channel(c),
              readings.timestampMicros(i),
              readings.value(i),
              arrived,
              position);
        }
      }
    } catch (UndecodableRecordException e) {
      problems.add(file + ":" + position + ": " + e.getMessage());
    }
  }

  private RowReader reader(Rows rows) throws IOException {
    List<String> columns = rows.columns();
    RecordingConfig known = config == null ? OwnColumns.of(columns, measured) : config;
    RecordMapping mapping =
        MappingFactory.ofRecording(known, nameWithoutEnding(), Set.copyOf(measured));
    return new RowReader(file, rows, columns, mapping, new RowArrivals(known));
  }

  private String nameWithoutEnding() {
    String name = file.getFileName().toString();
    int ending = name.lastIndexOf('.');
    return ending > 0 ? name.substring(0, ending) : name;
  }

  private Rows open() throws IOException {
    if (isParquet()) {
      return ParquetRows.open(file);
    }
    return config != null && config.separatorOrComma().equals(" ")
        ? SpacedRows.open(file, config)
        : CsvRows.open(file, config);
  }

  private boolean isParquet() {
    return file.getFileName().toString().toLowerCase(Locale.ROOT).endsWith(".parquet");
  }

  private UserFault unreadable(Exception cause) {
    if (cause instanceof BrokenRowException broken) {
      return new UserFault(file + ":" + broken.line() + notThis() + broken.getMessage());
    }
    if (cause instanceof CharacterCodingException) {
      return new UserFault(
          file + lineNotInUtf8() + notThis() + "it has bytes that are no UTF-8; save it as UTF-8");
    }
    return new UserFault(file + notThis() + cause.getMessage());
  }

  private String notThis() {
    String text =
        config != null && !config.hasHeader() ? "CSV in UTF-8" : "CSV in UTF-8 with a header";
    return ": this is not " + (isParquet() ? "Parquet" : text) + ": ";
  }

  private String lineNotInUtf8() {
    try {
      OptionalLong line = TextFile.firstLineNotInUtf8(file);
      return line.isPresent() ? ":" + line.getAsLong() : "";
    } catch (IOException e) {
      return ""; // The file is not there any more: its name must do.
    }
  }
}
