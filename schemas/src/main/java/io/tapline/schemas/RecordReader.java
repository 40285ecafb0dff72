/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.schemas;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DatumReader;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificRecord;

/** Reads records of any released version of one schema into its generated class. */
final class RecordReader<T extends SpecificRecord> {

  private final Map<Long, Schema> versions;
  private final Map<Long, DatumReader<T>> readers = new HashMap<>();
  private final BodyCheck body = new BodyCheck();
  private BinaryDecoder decoder;

  RecordReader(Schema current) {
    versions = KnownSchemas.versionsOf(current.getFullName());
    versions.forEach(
        (fingerprint, written) ->
            readers.put(fingerprint, new SpecificDatumReader<>(written, current)));
  }

  T read(byte[] record) throws UndecodableRecordException {
    long fingerprint = SingleObject.fingerprint(record);
    DatumReader<T> reader = readers.get(fingerprint);
    if (reader == null) {
      throw new UndecodableRecordException(
          "schema is not known: fingerprint=%s, known=%s"
              .formatted(KnownSchemas.hex(fingerprint), KnownSchemas.describe(versions)));
    }
    body.check(record, SingleObject.HEADER_BYTES, versions.get(fingerprint));
    try {
      int length = record.length - SingleObject.HEADER_BYTES;
      decoder =
          DecoderFactory.get().binaryDecoder(record, SingleObject.HEADER_BYTES, length, decoder);
      return reader.read(null, decoder);
    } catch (IOException | RuntimeException e) {
      throw new UndecodableRecordException("record does not follow its schema: " + e);
    }
  }
}
