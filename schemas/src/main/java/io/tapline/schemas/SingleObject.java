/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.schemas;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Avro's single-object encoding: what stands before the body of every record.
 *
 * <pre>
 *   0     1     2                                   10
 *   +-----+-----+-----------------------------------+---------
 *   | C3  | 01  | fingerprint, 8 bytes little-endian | body …
 *   +-----+-----+-----------------------------------+---------
 * </pre>
 */
final class SingleObject {

  static final int HEADER_BYTES = 10;

  private static final byte MAGIC_0 = (byte) 0xC3;
  private static final byte MAGIC_1 = 0x01;
  private static final int FINGERPRINT_AT = 2;
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private SingleObject() {}

  static byte[] header(long fingerprint) {
    byte[] header = new byte[HEADER_BYTES];
    header[0] = MAGIC_0;
    header[1] = MAGIC_1;
    LONG.set(header, FINGERPRINT_AT, fingerprint);
    return header;
  }

  /** Whether a record starts with the header of this schema. */
  static boolean isHeadedBy(long fingerprint, byte[] record) {
    return record.length >= HEADER_BYTES
        && record[0] == MAGIC_0
        && record[1] == MAGIC_1
        && (long) LONG.get(record, FINGERPRINT_AT) == fingerprint;
  }

  /** The fingerprint of a record's schema; refuses what has no such header. */
  static long fingerprint(byte[] record) throws UndecodableRecordException {
    if (record == null) {
      throw new UndecodableRecordException(
          "record has no value: a tombstone carries no reading; send none to this topic");
    }
    if (record.length < HEADER_BYTES) {
      throw new UndecodableRecordException(
          "record is too short for Avro's single-object header: bytes=%d, needed=%d"
              .formatted(record.length, HEADER_BYTES));
    }
    if (record[0] != MAGIC_0 || record[1] != MAGIC_1) {
      throw new UndecodableRecordException(
          "record does not start with C3 01: bytes=%02X %02X; write it in Avro's single-object encoding"
              .formatted(record[0], record[1]));
    }
    return (long) LONG.get(record, FINGERPRINT_AT);
  }
}
