/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.flink.element;

import io.tapline.alignment.FrameBlock;
import io.tapline.alignment.Grid;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.types.StringValue;

/**
 * Writes {@link FrameBlock} to the network:
 *
 * <pre>
 *   UTF     device
 *   short   channels
 *   byte    flags                    1: starts a segment; 2: ticks are fractions of microseconds;
 *                                    4: the segment has ended
 *   long    start of the first frame, or, of fractions, the grid's origin; µs
 *   long    period                   µs, times its denominator
 *   of fractions:
 *   long    the period's denominator
 *   long    the first frame's tick
 *   floats  values
 *   bytes   mask
 * </pre>
 */
public final class FrameBlockSerializer extends ElementSerializer<FrameBlock> {

  public static final FrameBlockSerializer INSTANCE = new FrameBlockSerializer();

  private static final long serialVersionUID = 1;

  private static final int SEGMENT_START = 1;
  private static final int FRACTION = 2;
  private static final int SEGMENT_END = 4;

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
    Grid grid = block.grid();
    boolean wholeMicros = grid.periodDenominator() == 1;
    out.writeByte(
        (block.segmentStart() ? SEGMENT_START : 0)
            | (wholeMicros ? 0 : FRACTION)
            | (block.segmentEnd() ? SEGMENT_END : 0));
    out.writeLong(wholeMicros ? block.timeOf(0) : grid.originMicros());
    out.writeLong(grid.periodNumerator());
    if (!wholeMicros) {
      out.writeLong(grid.periodDenominator());
      out.writeLong(block.firstTick());
    }
    int length = block.frames() * block.channels();
    PrimitiveArrays.write(block.values(), length, out);
    out.write(block.mask(), 0, length);
  }

  @Override
  public FrameBlock deserialize(DataInputView in) throws IOException {
    String device = StringValue.readString(in);
    int channels = in.readUnsignedShort();
    int flags = in.readByte();
    boolean wholeMicros = (flags & FRACTION) == 0;
    long originMicros = in.readLong();
    long periodNumerator = in.readLong();
    long periodDenominator = wholeMicros ? 1 : in.readLong();
    long firstTick = wholeMicros ? 0 : in.readLong();
    float[] values = PrimitiveArrays.readFloats(in);
    byte[] mask = new byte[values.length];
    in.readFully(mask);
    if ((flags & SEGMENT_END) != 0) {
      return FrameBlock.endOf(device, channels);
    }
    Grid grid = new Grid(originMicros, periodNumerator, periodDenominator);
    boolean segmentStart = (flags & SEGMENT_START) != 0;
    return FrameBlock.of(device, segmentStart, grid, firstTick, channels, values, mask);
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
