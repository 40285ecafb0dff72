/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.cli.replay;

import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;

/** Writes a bounded stream into one CSV file of this machine. To run with a parallelism of 1. */
final class CsvSink<T> implements Sink<T> {

  private static final long serialVersionUID = 1;

  private final String file;
  private final String[] header;
  private final Rows<T> rows;

  CsvSink(Path file, String[] header, Rows<T> rows) {
    this.file = file.toAbsolutePath().toString();
    this.header = header;
    this.rows = rows;
  }

  /** Writes an element as any number of rows. */
  @FunctionalInterface
  interface Rows<T> extends Serializable {
    void write(T element, CSVPrinter out) throws IOException;
  }

  @Override
  public SinkWriter<T> createWriter(WriterInitContext context) throws IOException {
    CSVFormat format = CSVFormat.DEFAULT.builder().setHeader(header).setRecordSeparator('\n').get();
    CSVPrinter out =
        new CSVPrinter(Files.newBufferedWriter(Path.of(file), StandardCharsets.UTF_8), format);
    return new Writer<>(out, rows);
  }

  private record Writer<T>(CSVPrinter out, Rows<T> rows) implements SinkWriter<T> {

    @Override
    public void write(T element, Context context) {
      try {
        rows.write(element, out);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void flush(boolean endOfInput) throws IOException {
      out.flush();
    }

    @Override
    public void close() throws IOException {
      out.close();
    }
  }
}
