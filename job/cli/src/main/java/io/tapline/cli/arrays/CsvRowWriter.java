/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.cli.arrays;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/** Rows as CSV: a header, then the shortest decimals that read as the same float32. */
final class CsvRowWriter implements RowWriter {
  private final CSVPrinter out;
  private final int features;

  private CsvRowWriter(CSVPrinter out, int features) {
    this.out = out;
    this.features = features;
  }

  static CsvRowWriter create(Path file, List<String> features) throws IOException {
    CSVFormat format =
        CSVFormat.DEFAULT
            .builder()
            .setHeader(features.toArray(String[]::new))
            .setRecordSeparator('\n')
            .get();
    CSVPrinter out = new CSVPrinter(Files.newBufferedWriter(file, StandardCharsets.UTF_8), format);
    return new CsvRowWriter(out, features.size());
  }

  @Override
  public void write(float[] values, int offset) throws IOException {
    for (int i = 0; i < features; i++) {
      out.print(values[offset + i]);
    }
    out.println();
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
