/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.schemas;

/** Turns a Kafka record into readings, whatever its format. Not for several threads at once. */
public interface RecordDecoder {

  /**
   * Replaces the content of {@code into} by the readings of a record; a refused record leaves it
   * without readings. Whatever the bytes are, nothing but the named exception is thrown, and memory
   * stays in proportion to the record.
   *
   * @param key null where the record had none, or where no mapping asks for it
   * @param value empty where the record had none
   * @param timestampMillis the record's Kafka timestamp, negative where it had none
   */
  void decode(byte[] key, byte[] value, long timestampMillis, Readings into)
      throws UndecodableRecordException;
}
