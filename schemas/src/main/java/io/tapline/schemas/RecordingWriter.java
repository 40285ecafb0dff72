/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.schemas;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.apache.avro.file.CodecFactory;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.specific.SpecificDatumWriter;

/** Writes a recording: an Avro object container file of {@link RecordedMessage}s. */
public final class RecordingWriter implements Closeable {

  private static final int DEFLATE_LEVEL = 6;

  private final DataFileWriter<RecordedMessage> writer;

  private RecordingWriter(DataFileWriter<RecordedMessage> writer) {
    this.writer = writer;
  }

  /** Starts a recording; replaces a file of that name. */
  public static RecordingWriter create(Path file) throws IOException {
    DataFileWriter<RecordedMessage> writer =
        new DataFileWriter<>(new SpecificDatumWriter<>(RecordedMessage.getClassSchema()));
    writer.setCodec(CodecFactory.deflateCodec(DEFLATE_LEVEL));
    writer.create(RecordedMessage.getClassSchema(), file.toFile());
    return new RecordingWriter(writer);
  }

  public void write(RecordedMessage message) throws IOException {
    writer.append(message);
  }

  /** Kafka timestamp in milliseconds since the epoch; key and value may be null. */
  public void write(long timestampMillis, byte[] key, byte[] value) throws IOException {
    write(new RecordedMessage(timestampMillis, wrap(key), wrap(value)));
  }

  @Override
  public void close() throws IOException {
    writer.close();
  }

  private static ByteBuffer wrap(byte[] bytes) {
    return bytes == null ? null : ByteBuffer.wrap(bytes);
  }
}
