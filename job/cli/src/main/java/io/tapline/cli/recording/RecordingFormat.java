/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.cli.recording;

import io.tapline.flink.element.ElementTypes;
import io.tapline.flink.element.SourceRecord;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.avro.file.DataFileStream;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.connector.file.src.reader.SimpleStreamFormat;
import org.apache.flink.core.fs.FSDataInputStream;

/**
 * A recording as a stream of records: the file that a message came from stands for its topic, and
 * its place in that file for its offset.
 */
final class RecordingFormat extends SimpleStreamFormat<SourceRecord> {

  private static final long serialVersionUID = 1;

  private final String name;

  RecordingFormat(String name) {
    this.name = name;
  }

  @Override
  public Reader<SourceRecord> createReader(Configuration settings, FSDataInputStream stream)
      throws IOException {
    return new MessageReader(
        name,
        new DataFileStream<>(stream, new GenericDatumReader<>(null, MergedRecordingWriter.SCHEMA)));
  }

  @Override
  public TypeInformation<SourceRecord> getProducedType() {
    return ElementTypes.SOURCE_RECORD;
  }

  private static final class MessageReader implements Reader<SourceRecord> {

    private static final byte[] NO_VALUE = {};

    private final String name;
    private final DataFileStream<GenericRecord> messages;
    private long offset;

    MessageReader(String name, DataFileStream<GenericRecord> messages) {
      this.name = name;
      this.messages = messages;
    }

    @Override
    public SourceRecord read() {
      if (!messages.hasNext()) {
        return null;
      }
      GenericRecord message = messages.next();
      Object file = message.get(MergedRecordingWriter.FILE);
      long position = (long) message.get(MergedRecordingWriter.POSITION);
      return new SourceRecord(
          file == null ? name : file.toString(),
          0,
          file == null ? offset++ : position,
          (long) message.get("timestampMillis"),
          bytes((ByteBuffer) message.get("value")));
    }

    @Override
    public void close() throws IOException {
      messages.close();
    }

    private static byte[] bytes(ByteBuffer buffer) {
      if (buffer == null) {
        return NO_VALUE;
      }
      byte[] bytes = new byte[buffer.remaining()];
      buffer.duplicate().get(bytes);
      return bytes;
    }
  }
}
