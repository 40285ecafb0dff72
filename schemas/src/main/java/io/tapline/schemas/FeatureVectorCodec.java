/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.schemas;

import java.io.IOException;
import org.apache.avro.io.BinaryEncoder;

/** {@link FeatureVector} to bytes and back. Not for use by several threads at once. */
public final class FeatureVectorCodec {

  private final SingleObjectWriter writer = new SingleObjectWriter(FeatureVector.getClassSchema());
  private final RecordReader<FeatureVector> reader =
      new RecordReader<>(FeatureVector.getClassSchema());

  /**
   * Encodes a result without a box for each value; {@code values} are read from {@code from} up to
   * but without {@code to}. The other parameters are the schema's fields.
   */
  public byte[] encode(
      String device,
      long timestampMicros,
      String model,
      String modelVersion,
      String output,
      float[] values,
      int from,
      int to,
      int framesMissing,
      float observedShare) {
    return writer.write(
        encoder -> {
          encoder.writeString(device);
          encoder.writeLong(timestampMicros);
          encoder.writeString(model);
          encoder.writeString(modelVersion);
          encoder.writeString(output);
          writeValues(values, from, to, encoder);
          encoder.writeInt(framesMissing);
          encoder.writeFloat(observedShare);
        });
  }

  public byte[] encode(FeatureVector vector) {
    float[] values = new float[vector.getValues().size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = vector.getValues().get(i);
    }
    return encode(
        vector.getDevice(),
        vector.getTimestampMicros(),
        vector.getModel(),
        vector.getModelVersion(),
        vector.getOutput(),
        values,
        0,
        values.length,
        vector.getFramesMissing(),
        vector.getObservedShare());
  }

  public FeatureVector decode(byte[] record) throws UndecodableRecordException {
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
