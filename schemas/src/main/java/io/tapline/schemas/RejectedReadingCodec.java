/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.schemas;

import org.apache.avro.specific.SpecificDatumWriter;

/** {@link RejectedReading} to bytes and back. Not for use by several threads at once. */
public final class RejectedReadingCodec {

  private final SingleObjectWriter writer =
      new SingleObjectWriter(RejectedReading.getClassSchema());
  private final SpecificDatumWriter<RejectedReading> body =
      new SpecificDatumWriter<>(RejectedReading.getClassSchema());
  private final RecordReader<RejectedReading> reader =
      new RecordReader<>(RejectedReading.getClassSchema());

  public byte[] encode(RejectedReading rejected) {
    return writer.write(encoder -> body.write(rejected, encoder));
  }

  public RejectedReading decode(byte[] record) throws UndecodableRecordException {
    return reader.read(record);
  }
}
