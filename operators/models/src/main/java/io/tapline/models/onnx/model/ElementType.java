/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models.onnx.model;

import java.nio.ByteBuffer;
import java.util.Optional;

/** The types of tensors' values that can be read, as ONNX numbers them and lays out their bytes. */
enum ElementType {
  FLOAT(1, 4, false),
  UINT8(2, 1, true),
  INT8(3, 1, true),
  UINT16(4, 2, true),
  INT16(5, 2, true),
  INT32(6, 4, true),
  INT64(7, 8, true),
  BOOL(9, 1, true),
  FLOAT16(10, 2, false),
  DOUBLE(11, 8, false),
  UINT32(12, 4, true),
  UINT64(13, 8, true),
  BFLOAT16(16, 2, false);

  private final int number;
  final int bytes;
  final boolean integer;

  ElementType(int number, int bytes, boolean integer) {
    this.number = number;
    this.bytes = bytes;
    this.integer = integer;
  }

  /** Least and largest value of the integers that weights are quantized to. */
  Optional<long[]> range() {
    return switch (this) {
      case UINT8 -> Optional.of(new long[] {0, 255});
      case INT8 -> Optional.of(new long[] {-128, 127});
      case UINT16 -> Optional.of(new long[] {0, 65_535});
      case INT16 -> Optional.of(new long[] {-32_768, 32_767});
      default -> Optional.empty();
    };
  }

  static Optional<ElementType> of(int number) {
    for (ElementType type : values()) {
      if (type.number == number) {
        return Optional.of(type);
      }
    }
    return Optional.empty();
  }

  /** The value at {@code offset} of little-endian bytes. */
  double read(ByteBuffer raw, int offset) {
    return switch (this) {
      case FLOAT -> raw.getFloat(offset);
      case UINT8 -> raw.get(offset) & 0xff;
      case INT8 -> raw.get(offset);
      case BOOL -> raw.get(offset) == 0 ? 0 : 1;
      case UINT16 -> raw.getShort(offset) & 0xffff;
      case INT16 -> raw.getShort(offset);
      case INT32 -> raw.getInt(offset);
      case UINT32 -> raw.getInt(offset) & 0xffff_ffffL;
      case INT64 -> raw.getLong(offset);
      case UINT64 -> unsigned(raw.getLong(offset));
      case DOUBLE -> raw.getDouble(offset);
      case FLOAT16, BFLOAT16 -> fromBits(raw.getShort(offset));
    };
  }

  /** The value that {@code int32_data} holds for one of the narrow types. */
  double fromInt32(int value) {
    return switch (this) {
      case FLOAT16, BFLOAT16 -> fromBits((short) value);
      case BOOL -> value == 0 ? 0 : 1;
      default -> value;
    };
  }

  /** The value that {@code uint64_data} holds. */
  static double unsigned(long value) {
    return value >= 0 ? value : Math.scalb((double) (value >>> 1), 1);
  }

  private double fromBits(short bits) {
    if (this == BFLOAT16) {
      return Float.intBitsToFloat(bits << 16);
    }
    int exponent = bits >> 10 & 0x1f;
    int fraction = bits & 0x3ff;
    double magnitude =
        switch (exponent) {
          case 0 -> Math.scalb((double) fraction, -24);
          case 0x1f -> fraction == 0 ? Double.POSITIVE_INFINITY : Double.NaN;
          default -> Math.scalb(1024.0 + fraction, exponent - 25);
        };
    return bits < 0 ? -magnitude : magnitude;
  }
}
