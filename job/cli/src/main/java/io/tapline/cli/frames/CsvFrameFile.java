/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.cli.frames;

import io.tapline.alignment.FrameBlock;
import io.tapline.cli.CsvText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVPrinter;
import org.apache.commons.csv.CSVRecord;

/** Frames as CSV: a header, then the shortest decimals that read as the same float32. */
final class CsvFrameFile implements FrameFile {

  private final CSVPrinter out;

  CsvFrameFile(Path file, List<String> channels) throws IOException {
    CSVFormat format =
        CSVFormat.DEFAULT
            .builder()
            .setHeader(new FrameColumns(channels).names().toArray(String[]::new))
            .setRecordSeparator('\n')
            .get();
    out = new CSVPrinter(Files.newBufferedWriter(file, StandardCharsets.UTF_8), format);
  }

  /** Not by lines: a device's name may hold a line break. */
  static long count(Path file) throws IOException {
    CSVFormat format = CSVFormat.DEFAULT.builder().setHeader().setSkipHeaderRecord(true).get();
    try (CSVParser rows = CSVParser.parse(file, StandardCharsets.UTF_8, format)) {
      long count = 0;
      for (CSVRecord row : rows) {
        count = row.getRecordNumber();
      }
      return count;
    }
  }

  @Override
  public void write(FrameBlock block) throws IOException {
    int channels = block.channels();
    for (int frame = 0; frame < block.frames(); frame++) {
      int from = frame * channels;
      out.print(CsvText.guarded(block.device()));
      out.print(block.timeOf(frame));
      for (int at = from; at < from + channels; at++) {
        out.print(block.values()[at]);
      }
      for (int at = from; at < from + channels; at++) {
        out.print(block.mask()[at]);
      }
      out.println();
    }
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
