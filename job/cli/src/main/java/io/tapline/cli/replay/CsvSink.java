/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.cli.replay;

import io.tapline.cli.UserFault;
import java.io.IOException;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.util.IOUtils;

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

  /** A {@link UserFault} says that the file cannot be written, as does the writer's own. */
  @Override
  public SinkWriter<T> createWriter(WriterInitContext context) {
    CSVFormat format = CSVFormat.DEFAULT.builder().setHeader(header).setRecordSeparator('\n').get();
    Path path = Path.of(file);
    try {
      CSVPrinter out =
          new CSVPrinter(Files.newBufferedWriter(path, StandardCharsets.UTF_8), format);
      return new Writer<>(path, out, rows);
    } catch (IOException e) {
      throw unwritable(path, e);
    }
  }

  private static UserFault unwritable(Path file, IOException cause) {
    return UserFault.ofFile("file cannot be written", file, cause);
  }

  private record Writer<T>(Path file, CSVPrinter out, Rows<T> rows) implements SinkWriter<T> {

    @Override
    public void write(T element, Context context) {
      try {
        rows.write(element, out);
      } catch (IOException e) {
        throw unwritable(file, e);
      }
    }

    @Override
    public void flush(boolean endOfInput) {
      try {
        out.flush();
      } catch (IOException e) {
        throw unwritable(file, e);
      }
    }

    /** All has been flushed, or else it has been told why not; Flink would take that twice ill. */
    @Override
    public void close() {
      IOUtils.closeQuietly(out);
    }
  }
}
