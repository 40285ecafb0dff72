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

/** Writes {@link RejectedReadings} to the network. */
public final class RejectedReadingsSerializer extends ElementSerializer<RejectedReadings> {

  public static final RejectedReadingsSerializer INSTANCE = new RejectedReadingsSerializer();

  private static final long serialVersionUID = 1;

  @Override
  public void serialize(RejectedReadings rejected, DataOutputView out) throws IOException {
    SourceRecordSerializer.INSTANCE.serialize(rejected.source(), out);
    StringValue.writeString(rejected.reason().name(), out);
    StringValue.writeString(rejected.detail(), out);
    StringValue.writeString(rejected.device(), out);
    out.writeInt(rejected.channels().length);
    for (String channel : rejected.channels()) {
      StringValue.writeString(channel, out);
    }
    PrimitiveArrays.write(rejected.micros(), out);
    PrimitiveArrays.write(rejected.values(), out);
    PrimitiveArrays.write(rejected.lateMicros(), out);
  }

  @Override
  public RejectedReadings deserialize(DataInputView in) throws IOException {
    SourceRecord source = SourceRecordSerializer.INSTANCE.deserialize(in);
    RejectionReason reason = RejectionReason.valueOf(StringValue.readString(in));
    String detail = StringValue.readString(in);
    String device = StringValue.readString(in);
    String[] channels = new String[in.readInt()];
    for (int i = 0; i < channels.length; i++) {
      channels[i] = StringValue.readString(in);
    }
    return new RejectedReadings(
        source,
        reason,
        detail,
        device,
        channels,
        PrimitiveArrays.readLongs(in),
        PrimitiveArrays.readDoubles(in),
        PrimitiveArrays.readLongs(in));
  }

  @Override
  public TypeSerializerSnapshot<RejectedReadings> snapshotConfiguration() {
    return new Snapshot();
  }

  /** Names this serialiser in a savepoint. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<RejectedReadings> {
    public Snapshot() {
      super(() -> INSTANCE);
    }
  }
}
