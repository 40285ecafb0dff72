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
 * <p>The two highest bits of the partition, which it never needs, say whether a key follows the
 * value and whether the partition was decided. So records without are what they have ever been.
 */
public final class SourceRecordSerializer extends ElementSerializer<SourceRecord> {

  public static final SourceRecordSerializer INSTANCE = new SourceRecordSerializer();

  private static final long serialVersionUID = 1;
  private static final int HAS_KEY = Integer.MIN_VALUE;

  /** No topic has so many partitions that a number needs this bit. */
  private static final int PARTITION_DECIDED = 1 << 30;

  @Override
  public void serialize(SourceRecord record, DataOutputView out) throws IOException {
    StringValue.writeString(record.topic(), out);
    int flags =
        (record.key() == null ? 0 : HAS_KEY) | (record.partitionDecided() ? PARTITION_DECIDED : 0);
    out.writeInt(record.partition() | flags);
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
    boolean partitionDecided = (partition & PARTITION_DECIDED) != 0;
    int number = partition & ~(HAS_KEY | PARTITION_DECIDED);
    return new SourceRecord(topic, number, offset, timestampMillis, value, key, partitionDecided);
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
