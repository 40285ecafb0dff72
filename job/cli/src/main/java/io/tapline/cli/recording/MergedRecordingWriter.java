/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.cli.recording;

import io.tapline.schemas.RecordedMessage;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.file.CodecFactory;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;

/**
 * Writes a recording whose messages also say which file they came from. Who reads it as {@link
 * RecordedMessage}s does not see that, and who reads a plain recording by this schema sees that
 * nothing is said.
 */
final class MergedRecordingWriter implements Closeable {

  /** The field of the file's name; null in a plain recording. */
  static final String FILE = "file";

  /** The field of the line, row or message in that file. */
  static final String POSITION = "position";

  static final Schema SCHEMA =
      SchemaBuilder.record(RecordedMessage.class.getSimpleName())
          .namespace(RecordedMessage.class.getPackageName())
          .fields()
          .requiredLong("timestampMillis")
          .optionalBytes("key")
          .optionalBytes("value")
          .optionalString(FILE)
          .name(POSITION)
          .type()
          .longType()
          .longDefault(-1)
          .endRecord();

  /** For a file that lives as long as the command: as fast as it goes. */
  private static final int DEFLATE_LEVEL = 1;

  private final DataFileWriter<GenericRecord> writer =
      new DataFileWriter<>(new GenericDatumWriter<>(SCHEMA));

  MergedRecordingWriter(Path file) throws IOException {
    writer.setCodec(CodecFactory.deflateCodec(DEFLATE_LEVEL));
    writer.create(SCHEMA, file.toFile());
  }

  void write(RecordedMessage message, String file, long position) throws IOException {
    GenericRecord row = new GenericData.Record(SCHEMA);
    row.put("timestampMillis", message.getTimestampMillis());
    row.put("key", message.getKey());
    row.put("value", message.getValue());
    row.put(FILE, file);
    row.put(POSITION, position);
    writer.append(row);
  }

  @Override
  public void close() throws IOException {
    writer.close();
  }
}
