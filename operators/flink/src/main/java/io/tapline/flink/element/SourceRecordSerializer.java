/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.flink.element;

import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.types.StringValue;

/** Writes {@link SourceRecord} to the network. */
public final class SourceRecordSerializer extends ElementSerializer<SourceRecord> {

  public static final SourceRecordSerializer INSTANCE = new SourceRecordSerializer();

  private static final long serialVersionUID = 1;

  @Override
  public void serialize(SourceRecord record, DataOutputView out) throws IOException {
    StringValue.writeString(record.topic(), out);
    out.writeInt(record.partition());
    out.writeLong(record.offset());
    out.writeLong(record.timestampMillis());
    PrimitiveArrays.write(record.value(), out);
  }

  @Override
  public SourceRecord deserialize(DataInputView in) throws IOException {
    return new SourceRecord(
        StringValue.readString(in),
        in.readInt(),
        in.readLong(),
        in.readLong(),
        PrimitiveArrays.readBytes(in));
  }

  @Override
  public TypeSerializerSnapshot<SourceRecord> snapshotConfiguration() {
    return new Snapshot();
  }

  /** Names this serialiser in a savepoint. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<SourceRecord> {
    public Snapshot() {
      super(() -> INSTANCE);
    }
  }
}
