/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.schemas;

import java.io.IOException;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.specific.SpecificDatumWriter;

/**
 * Encodes readings in Avro's single-object encoding: the inverse of {@link ReadingDecoder}. Not for
 * use by several threads at once.
 */
public final class ReadingEncoder {

  private final SingleObjectWriter readings =
      new SingleObjectWriter(SensorReading.getClassSchema());
  private final SingleObjectWriter batches = new SingleObjectWriter(ReadingBatch.getClassSchema());
  private final SpecificDatumWriter<ReadingBatch> batchWriter =
      new SpecificDatumWriter<>(ReadingBatch.getClassSchema());

  /** One {@link SensorReading}; event time in microseconds since the epoch. */
  public byte[] encode(String device, String channel, long timestampMicros, double value) {
    return readings.write(
        encoder -> {
          encoder.writeString(device);
          encoder.writeString(channel);
          encoder.writeLong(timestampMicros);
          encoder.writeDouble(value);
        });
  }

  public byte[] encode(SensorReading reading) {
    return encode(
        reading.getDevice(),
        reading.getChannel(),
        reading.getTimestampMicros(),
        reading.getValue());
  }

  public byte[] encode(ReadingBatch batch) {
    return batches.write(encoder -> batchWriter.write(batch, encoder));
  }

  /** All readings as one {@link ReadingBatch}, without a box for each number. */
  public byte[] encode(Readings readings) {
    return batches.write(
        encoder -> {
          encoder.writeString(readings.device());
          encoder.writeArrayStart();
          encoder.setItemCount(readings.channelCount());
          for (int c = 0; c < readings.channelCount(); c++) {
            encoder.startItem();
            writeChannel(readings, c, encoder);
          }
          encoder.writeArrayEnd();
        });
  }

  private static void writeChannel(Readings readings, int c, BinaryEncoder encoder)
      throws IOException {
    int start = readings.start(c);
    int end = readings.end(c);
    encoder.writeString(readings.channel(c));
    encoder.writeLong(start == end ? 0 : readings.timestampMicros(start));

    encoder.writeArrayStart();
    encoder.setItemCount(Math.max(0, end - start - 1));
    for (int i = start + 1; i < end; i++) {
      encoder.writeLong(readings.timestampMicros(i) - readings.timestampMicros(i - 1));
    }
    encoder.writeArrayEnd();

    encoder.writeArrayStart();
    encoder.setItemCount(end - start);
    for (int i = start; i < end; i++) {
      encoder.writeDouble(readings.value(i));
    }
    encoder.writeArrayEnd();
  }
}
