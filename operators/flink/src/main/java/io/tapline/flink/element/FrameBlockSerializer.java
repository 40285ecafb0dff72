/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.flink.element;

import io.tapline.alignment.FrameBlock;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.types.StringValue;

/** Writes {@link FrameBlock} to the network. */
public final class FrameBlockSerializer extends ElementSerializer<FrameBlock> {

  public static final FrameBlockSerializer INSTANCE = new FrameBlockSerializer();

  private static final long serialVersionUID = 1;

  @Override
  public boolean isImmutableType() {
    return false;
  }

  @Override
  public FrameBlock copy(FrameBlock from) {
    return from.copy();
  }

  @Override
  public void serialize(FrameBlock block, DataOutputView out) throws IOException {
    StringValue.writeString(block.device(), out);
    out.writeShort(block.channels());
    out.writeBoolean(block.segmentStart());
    out.writeLong(block.startMicros());
    out.writeLong(block.periodMicros());
    int length = block.frames() * block.channels();
    PrimitiveArrays.write(block.values(), length, out);
    out.write(block.mask(), 0, length);
  }

  @Override
  public FrameBlock deserialize(DataInputView in) throws IOException {
    String device = StringValue.readString(in);
    int channels = in.readUnsignedShort();
    boolean segmentStart = in.readBoolean();
    long startMicros = in.readLong();
    long periodMicros = in.readLong();
    float[] values = PrimitiveArrays.readFloats(in);
    byte[] mask = new byte[values.length];
    in.readFully(mask);
    return FrameBlock.of(device, segmentStart, startMicros, periodMicros, channels, values, mask);
  }

  @Override
  public TypeSerializerSnapshot<FrameBlock> snapshotConfiguration() {
    return new Snapshot();
  }

  /** Names this serialiser in a savepoint. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<FrameBlock> {
    public Snapshot() {
      super(() -> INSTANCE);
    }
  }
}
