/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.schemas.mapping;

import io.tapline.schemas.AvroBodyReader;
import io.tapline.schemas.Readings;
import io.tapline.schemas.RecordDecoder;
import io.tapline.schemas.UndecodableRecordException;
import org.apache.avro.Schema;

/** Readings out of Avro of one schema. */
final class AvroDecoder implements RecordDecoder {

  private final AvroBodyReader reader;
  private final RecordMapper mapper;

  AvroDecoder(Schema schema, RecordMapping mapping) {
    reader = new AvroBodyReader(schema);
    mapper = new RecordMapper(mapping);
  }

  @Override
  public void decode(byte[] key, byte[] value, long timestampMillis, Readings into)
      throws UndecodableRecordException {
    into.begin("");
    mapper.map(reader.read(value), key, timestampMillis, into);
  }
}
