/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.schemas;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Reads Avro's binary encoding from a byte array.
 *
 * <p>Stands in for Avro's own BinaryDecoder where every reading passes: that one makes an object
 * for each array it is given, and makes room for a string before it looks whether so many bytes are
 * left, so that five bad bytes can ask for two gigabytes. Here every length and count is held
 * against the bytes that remain, before anything is allocated.
 */
final class AvroCursor {

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final int LARGEST_SHIFT = 63;

  private byte[] bytes;
  private int position;

  void reset(byte[] bytes, int position) {
    this.bytes = bytes;
    this.position = position;
  }

  byte[] bytes() {
    return bytes;
  }

  int position() {
    return position;
  }

  int remaining() {
    return bytes.length - position;
  }

  /** A zigzag varint: seven bits a byte, least significant first. */
  long readLong() throws UndecodableRecordException {
    long zigzag = 0;
    for (int shift = 0; shift <= LARGEST_SHIFT; shift += 7) {
      if (position == bytes.length) {
        throw truncated("a number", 1);
      }
      byte next = bytes[position++];
      zigzag |= (next & 0x7FL) << shift;
      if (next >= 0) {
        return (zigzag >>> 1) ^ -(zigzag & 1);
      }
    }
    throw new UndecodableRecordException(
        "number is longer than ten bytes: position=%d".formatted(position));
  }

  double readDouble() throws UndecodableRecordException {
    if (remaining() < Double.BYTES) {
      throw truncated("a double", Double.BYTES);
    }
    double value = Double.longBitsToDouble((long) LONG.get(bytes, position));
    position += Double.BYTES;
    return value;
  }

  /** Passes a value that always takes so many bytes. */
  void passFixed(int count, String field) throws UndecodableRecordException {
    if (remaining() < count) {
      throw truncated(field, count);
    }
    position += count;
  }

  /** The length of a string, all of whose bytes are there; they start at the position. */
  int readLength(String field) throws UndecodableRecordException {
    long length = readLong();
    if (length < 0 || length > remaining()) {
      throw new UndecodableRecordException(
          "length does not fit the record: field=%s, length=%d, remaining bytes=%d"
              .formatted(field, length, remaining()));
    }
    return (int) length;
  }

  void skip(int count) {
    position += count;
  }

  /**
   * The number of items in an array's next block; 0 ends the array. A negative count is followed by
   * the block's bytes, which only readers that skip need.
   */
  int readBlock(String field, int leastBytesPerItem) throws UndecodableRecordException {
    long count = readLong();
    if (count < 0) {
      readLong();
      count = -count;
    }
    if (count < 0 || count > remaining() / leastBytesPerItem) {
      throw new UndecodableRecordException(
          "count does not fit the record: field=%s, count=%d, remaining bytes=%d"
              .formatted(field, count, remaining()));
    }
    return (int) count;
  }

  private UndecodableRecordException truncated(String what, int needed) {
    return new UndecodableRecordException(
        "record ends within %s: position=%d, needed bytes=%d, remaining bytes=%d"
            .formatted(what, position, needed, remaining()));
  }
}
