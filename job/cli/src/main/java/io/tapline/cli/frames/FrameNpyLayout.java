/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.cli.frames;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The header of an NPY file whose elements are frames, and the layout of an element:
 *
 * <pre>
 *   device        characters, 4 bytes each: as many as the longest name has, filled up with zeros
 *   timestamp_us  8 bytes
 *   values        4 bytes a channel
 *   mask          1 byte a channel
 * </pre>
 *
 * All is little-endian, and nothing lies between. NPY itself is described at {@link
 * "https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html"}.
 *
 * @param frames how many elements the file has
 * @param deviceCharacters how many characters a device's name has room for
 */
record FrameNpyLayout(long frames, int deviceCharacters, int channels) {

  /** Every header of NumPy is a multiple of it, so that the elements are aligned. */
  private static final int ALIGNMENT = 64;

  private static final int PREFIX_BYTES = 10;
  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0};
  private static final Pattern SHAPE = Pattern.compile("'shape': \\((\\d+),\\)");

  int elementBytes() {
    return deviceCharacters * Integer.BYTES + Long.BYTES + channels * (Float.BYTES + 1);
  }

  /** The file's first bytes, in version 1.0 of the format. */
  byte[] header() {
    String text =
        "{'descr': [('device', '<U%d'), ('timestamp_us', '<i8'), ('values', '<f4', (%d,)),"
                .formatted(deviceCharacters, channels)
            + " ('mask', '|u1', (%d,))], 'fortran_order': False, 'shape': (%d,), }"
                .formatted(channels, frames);
    int used = PREFIX_BYTES + text.length() + 1;
    int bytes = (used + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    return ByteBuffer.allocate(bytes)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put(MAGIC)
        .putShort((short) (bytes - PREFIX_BYTES))
        .put((text + " ".repeat(bytes - used) + "\n").getBytes(StandardCharsets.US_ASCII))
        .array();
  }

  /** How many elements a file has that begins with such a header. */
  static long framesOf(byte[] start) {
    Matcher shape = SHAPE.matcher(new String(start, StandardCharsets.ISO_8859_1));
    if (!shape.find()) {
      throw new IllegalArgumentException("no header of frames: bytes=" + start.length);
    }
    return Long.parseLong(shape.group(1));
  }
}
