/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.schemas.mapping;

import io.tapline.schemas.Readings;
import io.tapline.schemas.RecordDecoder;
import io.tapline.schemas.UndecodableRecordException;

/** Readings out of JSON documents. */
final class JsonDecoder implements RecordDecoder {

  private final JsonReader reader = new JsonReader();
  private final RecordMapper mapper;

  JsonDecoder(RecordMapping mapping) {
    mapper = new RecordMapper(mapping);
  }

  @Override
  public void decode(byte[] key, byte[] value, long timestampMillis, Readings into)
      throws UndecodableRecordException {
    into.begin("");
    mapper.map(reader.read(value), key, timestampMillis, into);
  }
}
