/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.flink.element;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Arrays of primitives as a length and the elements, big-endian. */
final class PrimitiveArrays {

  private PrimitiveArrays() {}

  static void write(byte[] array, DataOutput out) throws IOException {
    out.writeInt(array.length);
    out.write(array);
  }

  static byte[] readBytes(DataInput in) throws IOException {
    byte[] array = new byte[in.readInt()];
    in.readFully(array);
    return array;
  }

  static void write(long[] array, DataOutput out) throws IOException {
    out.writeInt(array.length);
    for (long element : array) {
      out.writeLong(element);
    }
  }

  static long[] readLongs(DataInput in) throws IOException {
    long[] array = new long[in.readInt()];
    for (int i = 0; i < array.length; i++) {
      array[i] = in.readLong();
    }
    return array;
  }

  static void write(double[] array, DataOutput out) throws IOException {
    out.writeInt(array.length);
    for (double element : array) {
      out.writeDouble(element);
    }
  }

  static double[] readDoubles(DataInput in) throws IOException {
    double[] array = new double[in.readInt()];
    for (int i = 0; i < array.length; i++) {
      array[i] = in.readDouble();
    }
    return array;
  }

  /** Writes the first {@code length} elements. */
  static void write(float[] array, int length, DataOutput out) throws IOException {
    out.writeInt(length);
    for (int i = 0; i < length; i++) {
      out.writeFloat(array[i]);
    }
  }

  static float[] readFloats(DataInput in) throws IOException {
    float[] array = new float[in.readInt()];
    for (int i = 0; i < array.length; i++) {
      array[i] = in.readFloat();
    }
    return array;
  }
}
