/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.schemas;

import org.apache.avro.Schema;

/**
 * Walks through a record's body to see that every length and count fits the bytes that remain, so
 * that Avro, which trusts them, cannot be asked for more memory than there is.
 */
final class BodyCheck {

  private final AvroCursor cursor = new AvroCursor();

  /** Refuses a body that is cut short, goes on too long, or holds an absurd length. */
  void check(byte[] record, Schema schema) throws UndecodableRecordException {
    cursor.reset(record, SingleObject.HEADER_BYTES);
    pass(schema, schema.getName());
    if (cursor.remaining() > 0) {
      throw new UndecodableRecordException(
          "record goes on after its last field: trailing bytes=%d".formatted(cursor.remaining()));
    }
  }

  private void pass(Schema schema, String field) throws UndecodableRecordException {
    switch (schema.getType()) {
      case RECORD -> {
        for (Schema.Field each : schema.getFields()) {
          pass(each.schema(), each.name());
        }
      }
      case ARRAY -> passArray(schema.getElementType(), field);
      case UNION -> passUnion(schema, field);
      case STRING, BYTES -> cursor.skip(cursor.readLength(field));
      case INT, LONG -> cursor.readLong();
      case FLOAT -> cursor.passFixed(Float.BYTES, field);
      case DOUBLE -> cursor.passFixed(Double.BYTES, field);
      case BOOLEAN -> cursor.passFixed(1, field);
      case NULL -> {}
      default ->
          throw new IllegalStateException(
              "type is in no schema of Tapline: type=%s, field=%s"
                  .formatted(schema.getType(), field));
    }
  }

  private void passArray(Schema element, String field) throws UndecodableRecordException {
    int count = cursor.readBlock(field, 1);
    while (count > 0) {
      for (int i = 0; i < count; i++) {
        pass(element, field);
      }
      count = cursor.readBlock(field, 1);
    }
  }

  private void passUnion(Schema union, String field) throws UndecodableRecordException {
    long branch = cursor.readLong();
    if (branch < 0 || branch >= union.getTypes().size()) {
      throw new UndecodableRecordException(
          "union has no such branch: field=%s, branch=%d".formatted(field, branch));
    }
    pass(union.getTypes().get((int) branch), field);
  }
}
