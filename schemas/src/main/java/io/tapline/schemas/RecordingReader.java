/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.schemas;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Objects;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.file.DataFileReader;
import org.apache.avro.specific.SpecificDatumReader;

/**
 * Reads a recording, message by message: an Avro object container file of {@link RecordedMessage}s
 * of any released version.
 */
public final class RecordingReader implements Iterator<RecordedMessage>, Closeable {

  private final Path file;
  private final DataFileReader<RecordedMessage> reader;
  private final long bytes;
  private long messagesRead;

  private RecordingReader(Path file, DataFileReader<RecordedMessage> reader) throws IOException {
    this.file = file;
    this.reader = reader;
    this.bytes = Files.size(file);
  }

  /** Opens a recording; an IOException says which file is none, and the reason. */
  public static RecordingReader open(Path file) throws IOException {
    try {
      return new RecordingReader(
          file,
          new DataFileReader<>(
              file.toFile(), new SpecificDatumReader<>(RecordedMessage.getClassSchema())));
    } catch (EOFException e) {
      throw unopened(file, "it ends within its header", e);
    } catch (AvroRuntimeException | IOException e) {
      throw unopened(file, Objects.requireNonNullElse(e.getMessage(), e.toString()), e);
    }
  }

  private static IOException unopened(Path file, String reason, Exception cause) {
    return new IOException(
        "recording cannot be opened: file=%s, reason=%s".formatted(file, reason), cause);
  }

  /** An UncheckedIOException says after how many messages the file is damaged. */
  @Override
  public boolean hasNext() {
    try {
      if (reader.hasNext()) {
        return true;
      }
      // Avro takes the middle of a block for the end, if the file ends there.
      if (reader.previousSync() < bytes) {
        throw new EOFException("the last block is not complete");
      }
      return false;
    } catch (IOException | AvroRuntimeException e) {
      throw damaged(e);
    }
  }

  @Override
  public RecordedMessage next() {
    if (!hasNext()) {
      throw new NoSuchElementException(
          "recording is at its end: file=%s, messages=%d".formatted(file, messagesRead));
    }
    try {
      RecordedMessage message = reader.next(null);
      messagesRead++;
      return message;
    } catch (IOException | RuntimeException e) {
      throw damaged(e);
    }
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }

  private UncheckedIOException damaged(Exception cause) {
    String message =
        "recording is damaged: file=%s, messages read before=%d; cut it there or record it again"
            .formatted(file, messagesRead);
    return new UncheckedIOException(new IOException(message, cause));
  }
}
