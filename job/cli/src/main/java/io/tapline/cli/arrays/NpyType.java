/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.cli.arrays;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Types of values in an NPY file, which become float32 by rounding to the nearest. */
enum NpyType {
  F2(2) {
    @Override
    float get(ByteBuffer bytes, int index) {
      return halfToFloat(bytes.getShort(index));
    }
  },
  F4(4) {
    @Override
    float get(ByteBuffer bytes, int index) {
      return bytes.getFloat(index);
    }
  },
  F8(8) {
    @Override
    float get(ByteBuffer bytes, int index) {
      return (float) bytes.getDouble(index);
    }
  },
  I1(1) {
    @Override
    float get(ByteBuffer bytes, int index) {
      return bytes.get(index);
    }
  },
  U1(1) {
    @Override
    float get(ByteBuffer bytes, int index) {
      return Byte.toUnsignedInt(bytes.get(index));
    }
  },
  I2(2) {
    @Override
    float get(ByteBuffer bytes, int index) {
      return bytes.getShort(index);
    }
  },
  U2(2) {
    @Override
    float get(ByteBuffer bytes, int index) {
      return Short.toUnsignedInt(bytes.getShort(index));
    }
  },
  I4(4) {
    @Override
    float get(ByteBuffer bytes, int index) {
      return bytes.getInt(index);
    }
  },
  U4(4) {
    @Override
    float get(ByteBuffer bytes, int index) {
      return Integer.toUnsignedLong(bytes.getInt(index));
    }
  },
  I8(8) {
    @Override
    float get(ByteBuffer bytes, int index) {
      return bytes.getLong(index);
    }
  };

  private static final int HALF_MANTISSA_BITS = 10;
  private static final int HALF_EXPONENT_MASK = 0x1f;

  private final int bytes;

  NpyType(int bytes) {
    this.bytes = bytes;
  }

  /** Bytes of a value. */
  int bytes() {
    return bytes;
  }

  /** The value at the byte {@code index}. */
  abstract float get(ByteBuffer bytes, int index);

  /** The type that a header tells, as {@code <f4}: byte order, kind, bytes. */
  static Optional<NpyType> of(String description) {
    boolean ordered = description.startsWith("<") || description.startsWith(">");
    return Arrays.stream(values())
        .filter(type -> description.endsWith(type.code()) && description.length() == 3)
        .filter(type -> ordered || (type.bytes == 1 && description.startsWith("|")))
        .findFirst();
  }

  static ByteOrder order(String description) {
    return description.startsWith(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
  }

  /** All types, for a message. */
  static String known() {
    return Arrays.stream(values()).map(NpyType::code).collect(Collectors.joining(", "));
  }

  private String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** IEEE 754 binary16: a sign, 5 bits of exponent with bias 15, 10 bits of mantissa. */
  private static float halfToFloat(short half) {
    int exponent = half >> HALF_MANTISSA_BITS & HALF_EXPONENT_MASK;
    int mantissa = half & (1 << HALF_MANTISSA_BITS) - 1;
    float sign = half < 0 ? -1f : 1f;
    if (exponent == HALF_EXPONENT_MASK) {
      return mantissa == 0 ? sign * Float.POSITIVE_INFINITY : Float.NaN;
    }
    return exponent == 0
        ? sign * Math.scalb((float) mantissa, -24)
        : sign * Math.scalb((float) (mantissa | 1 << HALF_MANTISSA_BITS), exponent - 25);
  }
}
