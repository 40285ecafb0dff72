/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.cli.recording;

import io.tapline.cli.UserFault;
import io.tapline.schemas.RecordedMessage;
import io.tapline.schemas.RecordingReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Iterator;

/** The messages of an Avro recording, in the order in which they were recorded. */
final class AvroArrivals implements Iterator<Arrival>, Closeable {

  private final RecordingReader reader;
  private final int file;
  private long position;

  AvroArrivals(Path path, int file) throws IOException {
    this.reader = Recordings.open(path);
    this.file = file;
  }

  @Override
  public boolean hasNext() {
    try {
      return reader.hasNext();
    } catch (UncheckedIOException e) {
      throw new UserFault(e.getCause().getMessage());
    }
  }

  @Override
  public Arrival next() {
    try {
      RecordedMessage message = reader.next();
      return new Arrival(message, message.getTimestampMillis(), file, position++);
    } catch (UncheckedIOException e) {
      throw new UserFault(e.getCause().getMessage());
    }
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}
