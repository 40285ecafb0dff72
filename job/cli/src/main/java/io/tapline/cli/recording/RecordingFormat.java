/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.cli.recording;

import io.tapline.flink.element.ElementTypes;
import io.tapline.flink.element.SourceRecord;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Set;
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

  @SuppressWarnings("serial") // Set.copyOf gives a serialisable set.
  private final Set<String> keyed;

  /**
   * @param name of the recording, where its messages do not say another
   * @param keyed the files whose messages' keys are asked for
   */
  RecordingFormat(String name, Set<String> keyed) {
    this.name = name;
    this.keyed = Set.copyOf(keyed);
  }

  @Override
  public Reader<SourceRecord> createReader(Configuration settings, FSDataInputStream stream)
      throws IOException {
    return new MessageReader(
        name,
        keyed,
        new DataFileStream<>(stream, new GenericDatumReader<>(null, MergedRecordingWriter.SCHEMA)));
  }

  @Override
  public TypeInformation<SourceRecord> getProducedType() {
    return ElementTypes.SOURCE_RECORD;
  }

  private static final class MessageReader implements Reader<SourceRecord> {

    private static final byte[] NO_VALUE = {};

    private final String name;
    private final Set<String> keyed;
    private final DataFileStream<GenericRecord> messages;
    private long offset;

    MessageReader(String name, Set<String> keyed, DataFileStream<GenericRecord> messages) {
      this.name = name;
      this.keyed = keyed;
      this.messages = messages;
    }

    @Override
    public SourceRecord read() {
      if (!messages.hasNext()) {
        return null;
      }
      GenericRecord message = messages.next();
      Object file = message.get(MergedRecordingWriter.FILE);
      String source = file == null ? name : file.toString();
      ByteBuffer value = (ByteBuffer) message.get("value");
      return new SourceRecord(
          source,
          0,
          file == null ? offset++ : (long) message.get(MergedRecordingWriter.POSITION),
          (long) message.get("timestampMillis"),
          value == null ? NO_VALUE : bytes(value),
          keyed.contains(source) ? bytes((ByteBuffer) message.get("key")) : null);
    }

    @Override
    public void close() throws IOException {
      messages.close();
    }

    private static byte[] bytes(ByteBuffer buffer) {
      if (buffer == null) {
        return null;
      }
      byte[] bytes = new byte[buffer.remaining()];
      buffer.duplicate().get(bytes);
      return bytes;
    }
  }
}
