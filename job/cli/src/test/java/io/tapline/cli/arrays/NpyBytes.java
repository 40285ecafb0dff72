/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.cli.arrays;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** NPY files put together by hand. */
final class NpyBytes {

  private NpyBytes() {}

  /** A file whose header NumPy would have written. */
  static byte[] of(int version, String type, boolean fortranOrder, String shape, byte[] values) {
    String order = fortranOrder ? "True" : "False";
    return withHeader(
        version,
        "{'descr': '" + type + "', 'fortran_order': " + order + ", 'shape': " + shape + ", }",
        values);
  }

  static byte[] withHeader(int version, String dictionary, byte[] values) {
    int prefix = version == 1 ? 10 : 12;
    int padding = Math.floorMod(-(prefix + dictionary.length() + 1), 64);
    byte[] text = (dictionary + " ".repeat(padding) + "\n").getBytes(StandardCharsets.UTF_8);
    ByteBuffer start = ByteBuffer.allocate(prefix).order(ByteOrder.LITTLE_ENDIAN);
    start.put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', (byte) version, 0});
    if (version == 1) {
      start.putShort((short) text.length);
    } else {
      start.putInt(text.length);
    }
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.writeBytes(start.array());
    file.writeBytes(text);
    file.writeBytes(values);
    return file.toByteArray();
  }

  static byte[] floats(ByteOrder order, float... values) {
    ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES).order(order);
    for (float value : values) {
      bytes.putFloat(value);
    }
    return bytes.array();
  }
}
