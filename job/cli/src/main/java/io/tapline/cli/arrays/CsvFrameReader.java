/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.cli.arrays;

import io.tapline.cli.TextFile;
import io.tapline.cli.UserFault;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** Frames of a CSV file: a header with the channels' names, then a frame a row. */
final class CsvFrameReader implements FrameReader {
  private static final int LONGEST_VALUE_SHOWN = 30;

  private final Path file;
  private final BoundedReader text;
  private final CSVParser rows;
  private final Iterator<CSVRecord> records;
  private final int channels;

  private CsvFrameReader(Path file, BoundedReader text, CSVParser rows) {
    this.file = file;
    this.text = text;
    this.rows = rows;
    this.records = rows.iterator();
    this.channels = rows.getHeaderNames().size();
  }

  static CsvFrameReader open(Path file) throws IOException {
    CSVFormat format =
        CSVFormat.DEFAULT
            .builder()
            .setHeader()
            .setSkipHeaderRecord(true)
            .setIgnoreSurroundingSpaces(true)
            .setIgnoreEmptyLines(true)
            .get();
    BoundedReader text = new BoundedReader(TextFile.open(file));
    try {
      CSVParser rows = CSVParser.parse(text, format);
      checkHeader(file, rows.getHeaderNames());
      return new CsvFrameReader(file, text, rows);
    } catch (IllegalArgumentException | UncheckedIOException | IOException e) {
      text.close();
      throw notCsv(file, e);
    } catch (UserFault e) {
      text.close();
      throw e;
    }
  }

  private static void checkHeader(Path file, List<String> names) {
    if (names.isEmpty() || names.size() > MOST_CHANNELS) {
      throw new UserFault(
          file + ":1: header must name 1 to " + MOST_CHANNELS + " channels: got=" + names.size());
    }
    // Data frames of Python call their columns 0, 1, 2, … by default.
    boolean counted =
        IntStream.range(0, names.size()).allMatch(i -> names.get(i).equals(Integer.toString(i)));
    if (!counted && names.stream().allMatch(CsvFrameReader::isNumber)) {
      throw new UserFault(
          file
              + ":1: header is missing, write the channels' names into the first line: got="
              + shorten(String.join(",", names)));
    }
  }

  @Override
  public int channels() {
    return channels;
  }

  @Override
  public OptionalLong frames() {
    return OptionalLong.empty();
  }

  @Override
  public int read(float[] frames, int count) throws IOException {
    try {
      int read = 0;
      while (read < count && records.hasNext()) {
        read(records.next(), frames, read * channels);
        text.release();
        read++;
      }
      return read;
    } catch (UncheckedIOException e) {
      throw notCsv(file, e.getCause());
    }
  }

  private void read(CSVRecord row, float[] frames, int at) {
    if (row.size() != channels) {
      throw new UserFault(
          place()
              + "another number of values than the header: expected="
              + channels
              + ", got="
              + row.size());
    }
    for (int channel = 0; channel < channels; channel++) {
      String value = row.get(channel);
      try {
        frames[at + channel] = parse(value);
      } catch (NumberFormatException e) {
        throw new UserFault(
            place()
                + "not a number: "
                + shorten(rows.getHeaderNames().get(channel))
                + "="
                + shorten(value));
      }
    }
  }

  private String place() {
    return file + ":" + rows.getCurrentLineNumber() + ": ";
  }

  private static boolean isNumber(String text) {
    try {
      parse(text);
      return true;
    } catch (NumberFormatException e) {
      return false;
    }
  }

  /** A number as Java or as Python writes it. */
  private static float parse(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "nan" -> Float.NaN;
      case "inf" -> Float.POSITIVE_INFINITY;
      case "-inf" -> Float.NEGATIVE_INFINITY;
      default -> Float.parseFloat(text);
    };
  }

  private static UserFault notCsv(Path file, Exception reason) {
    return new UserFault(
        file
            + ": this is not CSV in UTF-8 with a header: reason="
            + reason.getMessage().lines().findFirst().orElse(""));
  }

  private static String shorten(String text) {
    return text.length() <= LONGEST_VALUE_SHOWN
        ? text
        : text.substring(0, LONGEST_VALUE_SHOWN) + "…";
  }

  @Override
  public void close() throws IOException {
    rows.close();
  }
}
