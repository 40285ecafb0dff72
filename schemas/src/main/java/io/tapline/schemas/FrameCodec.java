/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.schemas;

import java.io.IOException;
import org.apache.avro.io.BinaryEncoder;

/** {@link Frame} to bytes and back. Not for use by several threads at once. */
public final class FrameCodec {

  private final SingleObjectWriter writer = new SingleObjectWriter(Frame.getClassSchema());
  private final RecordReader<Frame> reader = new RecordReader<>(Frame.getClassSchema());

  /**
   * Encodes a frame without a box for each value; {@code values} and {@code mask} are read from
   * {@code from} up to but without {@code to}. The other parameters are the schema's fields.
   */
  public byte[] encode(
      String device,
      long timestampMicros,
      float[] values,
      byte[] mask,
      int from,
      int to,
      boolean segmentStart) {
    return writer.write(
        encoder -> {
          encoder.writeString(device);
          encoder.writeLong(timestampMicros);
          writeValues(values, from, to, encoder);
          encoder.writeBytes(mask, from, to - from);
          encoder.writeBoolean(segmentStart);
        });
  }

  /**
   * Encodes a frame.
   *
   * @throws IllegalArgumentException where the mask has not one byte for each value
   */
  public byte[] encode(Frame frame) {
    float[] values = new float[frame.getValues().size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = frame.getValues().get(i);
    }
    byte[] mask = new byte[frame.getMask().remaining()];
    frame.getMask().duplicate().get(mask);
    if (mask.length != values.length) {
      throw new IllegalArgumentException(
          "mask has another length than values: mask=%d, values=%d"
              .formatted(mask.length, values.length));
    }
    return encode(
        frame.getDevice(),
        frame.getTimestampMicros(),
        values,
        mask,
        0,
        values.length,
        frame.getSegmentStart());
  }

  public Frame decode(byte[] record) throws UndecodableRecordException {
    return reader.read(record);
  }

  private static void writeValues(float[] values, int from, int to, BinaryEncoder encoder)
      throws IOException {
    encoder.writeArrayStart();
    encoder.setItemCount(to - from);
    for (int i = from; i < to; i++) {
      encoder.writeFloat(values[i]);
    }
    encoder.writeArrayEnd();
  }
}
