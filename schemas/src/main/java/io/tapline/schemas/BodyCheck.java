/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.schemas;

import org.apache.avro.Schema;

/**
 * Walks through a record's body to see that every length and count fits the bytes that remain, so
 * that Avro, which trusts them, cannot be asked for more memory than there is.
 *
 * <p>Items may take no bytes at all, such as nulls; so a record may have no more items than bytes.
 * And it may not be nested deeper than a stack is safe with.
 */
final class BodyCheck {

  private static final int DEEPEST = 100;

  private final AvroCursor cursor = new AvroCursor();
  private int depth;
  private long itemsLeft;

  /**
   * Refuses a body that is cut short, goes on too long, or holds an absurd length.
   *
   * @param from where the body starts in the record
   */
  void check(byte[] record, int from, Schema schema) throws UndecodableRecordException {
    cursor.reset(record, from);
    depth = 0;
    itemsLeft = cursor.remaining();
    pass(schema, schema.getName());
    if (cursor.remaining() > 0) {
      throw new UndecodableRecordException(
          "record goes on after its last field: trailing bytes=%d".formatted(cursor.remaining()));
    }
  }

  private void pass(Schema schema, String field) throws UndecodableRecordException {
    if (++depth > DEEPEST) {
      throw new UndecodableRecordException(
          "record is nested too deep: field=%s, most levels=%d".formatted(field, DEEPEST));
    }
    switch (schema.getType()) {
      case RECORD -> {
        for (Schema.Field each : schema.getFields()) {
          pass(each.schema(), each.name());
        }
      }
      case ARRAY -> passItems(schema.getElementType(), false, field);
      case MAP -> passItems(schema.getValueType(), true, field);
      case UNION -> pass(branch(schema, field), field);
      case ENUM -> passEnum(schema, field);
      case STRING, BYTES -> cursor.skip(cursor.readLength(field));
      case FIXED -> cursor.passFixed(schema.getFixedSize(), field);
      case INT, LONG -> cursor.readLong();
      case FLOAT -> cursor.passFixed(Float.BYTES, field);
      case DOUBLE -> cursor.passFixed(Double.BYTES, field);
      case BOOLEAN -> cursor.passFixed(1, field);
      case NULL -> {}
    }
    depth--;
  }

  private void passItems(Schema item, boolean keyed, String field)
      throws UndecodableRecordException {
    int count = cursor.readBlock(field, 1);
    while (count > 0) {
      itemsLeft -= count;
      if (itemsLeft < 0) {
        throw new UndecodableRecordException(
            "record has more items than bytes: field=%s, count=%d".formatted(field, count));
      }
      for (int i = 0; i < count; i++) {
        if (keyed) {
          cursor.skip(cursor.readLength(field));
        }
        pass(item, field);
      }
      count = cursor.readBlock(field, 1);
    }
  }

  private Schema branch(Schema union, String field) throws UndecodableRecordException {
    long branch = cursor.readLong();
    if (branch < 0 || branch >= union.getTypes().size()) {
      throw new UndecodableRecordException(
          "union has no such branch: field=%s, branch=%d".formatted(field, branch));
    }
    return union.getTypes().get((int) branch);
  }

  private void passEnum(Schema schema, String field) throws UndecodableRecordException {
    long symbol = cursor.readLong();
    if (symbol < 0 || symbol >= schema.getEnumSymbols().size()) {
      throw new UndecodableRecordException(
          "enum has no such symbol: field=%s, symbol=%d".formatted(field, symbol));
    }
  }
}
