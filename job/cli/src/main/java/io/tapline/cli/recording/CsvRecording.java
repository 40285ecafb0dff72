/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.cli.recording;

import io.tapline.cli.UserFault;
import io.tapline.schemas.ReadingEncoder;
import io.tapline.schemas.RecordedMessage;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * A CSV file with a header and a reading a row, in any order of columns: {@code device, channel,
 * timestamp_us, value}. Each row becomes the message that its device would have sent at that time.
 */
final class CsvRecording {

  private static final List<String> COLUMNS = List.of("device", "channel", "timestamp_us", "value");
  private static final int PROBLEMS_TOLD = 10;

  /** Some 300 bytes a row, in the heap that the launcher gives. */
  private static final int MOST_ROWS = 3_000_000;

  private final Path file;
  private final ReadingEncoder encoder = new ReadingEncoder();
  private final List<String> problems = new ArrayList<>();

  CsvRecording(Path file) {
    this.file = file;
  }

  /**
   * All messages, in the file's order.
   *
   * @throws UserFault with the first wrong rows of the file, by line
   */
  List<RecordedMessage> read() throws IOException {
    CSVFormat format =
        CSVFormat.DEFAULT
            .builder()
            .setHeader()
            .setSkipHeaderRecord(true)
            .setIgnoreSurroundingSpaces(true)
            .setIgnoreEmptyLines(true)
            .get();
    List<RecordedMessage> messages = new ArrayList<>();
    try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8);
        CSVParser rows = CSVParser.parse(reader, format)) {
      requireColumns(new TreeSet<>(rows.getHeaderNames()));
      for (CSVRecord row : rows) {
        RecordedMessage message = message(row, rows.getCurrentLineNumber());
        if (message != null) {
          messages.add(message);
        }
        if (problems.size() == PROBLEMS_TOLD) {
          break;
        }
        if (messages.size() > MOST_ROWS) {
          throw new UserFault(
              file + ": too many rows to sort in memory: cut it by time: most=" + MOST_ROWS);
        }
      }
    } catch (IllegalArgumentException | UncheckedIOException | CharacterCodingException e) {
      throw new UserFault(file + ": this is not CSV in UTF-8 with a header: " + e.getMessage());
    }
    if (!problems.isEmpty()) {
      throw new UserFault(problems);
    }
    return messages;
  }

  private void requireColumns(Set<String> header) {
    Set<String> missing = new TreeSet<>(COLUMNS);
    missing.removeAll(header);
    if (!missing.isEmpty()) {
      throw new UserFault(
          file + ":1: columns are missing: missing=" + missing + ", found=" + header);
    }
  }

  private RecordedMessage message(CSVRecord row, long line) {
    if (!row.isConsistent()) {
      problems.add(
          file + ":" + line + ": another number of fields than the header: fields=" + row.size());
      return null;
    }
    String device = row.get("device");
    String channel = row.get("channel");
    if (device.isEmpty() || channel.isEmpty()) {
      problems.add(file + ":" + line + ": device and channel must not be empty");
      return null;
    }
    try {
      long micros = Long.parseLong(row.get("timestamp_us"));
      double value = Double.parseDouble(row.get("value"));
      return new RecordedMessage(
          Math.floorDiv(micros, 1_000L),
          ByteBuffer.wrap(device.getBytes(StandardCharsets.UTF_8)),
          ByteBuffer.wrap(encoder.encode(device, channel, micros, value)));
    } catch (NumberFormatException e) {
      problems.add(
          file
              + ":"
              + line
              + ": not a number: timestamp_us="
              + row.get("timestamp_us")
              + ", value="
              + row.get("value"));
      return null;
    }
  }
}
