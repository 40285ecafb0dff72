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

/** Writes {@link ReleasedFrame} to the network. */
public final class ReleasedFrameSerializer extends ElementSerializer<ReleasedFrame> {

  public static final ReleasedFrameSerializer INSTANCE = new ReleasedFrameSerializer();

  private static final long serialVersionUID = 1;

  @Override
  public void serialize(ReleasedFrame frame, DataOutputView out) throws IOException {
    StringValue.writeString(frame.device(), out);
    out.writeLong(frame.timestampMicros());
    PrimitiveArrays.write(frame.values(), frame.values().length, out);
    PrimitiveArrays.write(frame.mask(), out);
    out.writeBoolean(frame.segmentStart());
  }

  @Override
  public ReleasedFrame deserialize(DataInputView in) throws IOException {
    return new ReleasedFrame(
        StringValue.readString(in),
        in.readLong(),
        PrimitiveArrays.readFloats(in),
        PrimitiveArrays.readBytes(in),
        in.readBoolean());
  }

  @Override
  public TypeSerializerSnapshot<ReleasedFrame> snapshotConfiguration() {
    return new Snapshot();
  }

  /** Names this serialiser in a savepoint. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<ReleasedFrame> {
    public Snapshot() {
      super(() -> INSTANCE);
    }
  }
}
