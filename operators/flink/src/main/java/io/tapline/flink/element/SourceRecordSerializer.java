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

/**
 * Writes {@link SourceRecord} to the network.
 *
 * <p>A key, which few records carry, stands after the value; the highest bit of the partition,
 * which is never negative, says whether there is one. So records without are what they have ever
 * been.
 */
public final class SourceRecordSerializer extends ElementSerializer<SourceRecord> {

  public static final SourceRecordSerializer INSTANCE = new SourceRecordSerializer();

  private static final long serialVersionUID = 1;
  private static final int HAS_KEY = Integer.MIN_VALUE;

  @Override
  public void serialize(SourceRecord record, DataOutputView out) throws IOException {
    StringValue.writeString(record.topic(), out);
    out.writeInt(record.key() == null ? record.partition() : record.partition() | HAS_KEY);
    out.writeLong(record.offset());
    out.writeLong(record.timestampMillis());
    PrimitiveArrays.write(record.value(), out);
    if (record.key() != null) {
      PrimitiveArrays.write(record.key(), out);
    }
  }

  @Override
  public SourceRecord deserialize(DataInputView in) throws IOException {
    String topic = StringValue.readString(in);
    int partition = in.readInt();
    long offset = in.readLong();
    long timestampMillis = in.readLong();
    byte[] value = PrimitiveArrays.readBytes(in);
    byte[] key = (partition & HAS_KEY) == 0 ? null : PrimitiveArrays.readBytes(in);
    return new SourceRecord(topic, partition & ~HAS_KEY, offset, timestampMillis, value, key);
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
