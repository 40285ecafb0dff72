/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.schemas.mapping;

import io.tapline.schemas.AvroBodyReader;
import io.tapline.schemas.Readings;
import io.tapline.schemas.RecordDecoder;
import io.tapline.schemas.UndecodableRecordException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;

/**
 * Readings out of Avro in Confluent's wire format.
 *
 * <pre>
 *   0     1                          5
 *   +-----+--------------------------+---------
 *   | 00  | schema id, 4 bytes, big-endian | body …
 *   +-----+--------------------------+---------
 * </pre>
 */
public final class ConfluentAvroDecoder implements RecordDecoder {

  private static final int HEADER_BYTES = 5;

  private final SchemasById schemas;
  private final Map<Integer, AvroBodyReader> readers = new HashMap<>();
  private final RecordMapper mapper;

  public ConfluentAvroDecoder(SchemasById schemas, RecordMapping mapping) {
    this.schemas = schemas;
    mapper = new RecordMapper(mapping);
  }

  /** The number of the schema that a record asks for; refuses a record that has no such header. */
  public static int schemaId(byte[] value) throws UndecodableRecordException {
    if (value.length < HEADER_BYTES) {
      throw new UndecodableRecordException(
          "record is too short for a schema id: bytes=%d, needed=%d"
              .formatted(value.length, HEADER_BYTES));
    }
    int id = ByteBuffer.wrap(value).getInt(1);
    if (value[0] != 0 || id < 0) {
      throw new UndecodableRecordException(
          "record does not start with 00 and a schema id: byte=%02X, id=%d"
              .formatted(value[0], id));
    }
    return id;
  }

  @Override
  public void decode(byte[] key, byte[] value, long timestampMillis, Readings into)
      throws UndecodableRecordException {
    into.begin("");
    int id = schemaId(value);
    AvroBodyReader reader = readers.get(id);
    if (reader == null) {
      reader = new AvroBodyReader(schemas.schema(id));
      readers.put(id, reader);
    }
    mapper.map(reader.read(value, HEADER_BYTES), key, timestampMillis, into);
  }
}
