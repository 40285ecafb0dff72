/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.cli.arrays;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What stands before the values of an NPY file (https://numpy.org/doc/stable/reference/
 * generated/numpy.lib.format.html):
 *
 * <pre>
 *   bytes 0–5    \x93NUMPY
 *         6, 7   version, major and minor
 *         8–9    length of the text, little-endian; from version 2 on, 8–11
 *         then   the text: a Python dictionary, spaces, and a line feed, so that values are aligned
 * </pre>
 *
 * @param type the type of the values, as {@code <f4}
 * @param fortranOrder whether the first axis runs fastest
 * @param shape the sizes of the axes
 * @param bytes length of all this
 */
record NpyHeader(String type, boolean fortranOrder, List<Long> shape, int bytes) {
  /** The fixed bytes of version 1, and the longest ones. */
  static final int LEAST_BYTES = 10;

  static final int PREFIX_BYTES = 12;

  /** NumPy itself refuses texts of more than 10 000 characters. */
  static final int LONGEST_TEXT = 10_000;

  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};

  /** Room for a number of rows with all the digits of a long; the values begin at byte 128. */
  private static final int TEXT_BYTES = 118;

  private static final Pattern ENTRY =
      Pattern.compile(
          "\\s*'(\\w{1,30})'\\s*:\\s*('[^']{0,30}'|True|False|\\([0-9, ]{0,200}\\))\\s*(?:,|$)");

  /** A file is no NPY, or none that can be taken; the message says why, as condition and values. */
  static final class InvalidNpyException extends Exception {
    private static final long serialVersionUID = 1;

    InvalidNpyException(String problem) {
      super(problem);
    }
  }

  /**
   * Reads the header at the beginning of a file.
   *
   * @param start the file's first bytes, as many as there are up to {@link #PREFIX_BYTES} + {@link
   *     #LONGEST_TEXT}
   */
  static NpyHeader read(ByteBuffer start) throws InvalidNpyException {
    ByteBuffer bytes = start.order(ByteOrder.LITTLE_ENDIAN);
    if (bytes.remaining() < LEAST_BYTES || !beginsWithMagic(bytes)) {
      throw new InvalidNpyException("this is not an NPY file, which begins with \\x93NUMPY");
    }
    int version = bytes.get();
    bytes.get(); // minor versions do not change the layout
    if (version < 1 || version > 3) {
      throw new InvalidNpyException("version of NPY is not known: expected=1 to 3, got=" + version);
    }
    if (version > 1 && bytes.remaining() < Integer.BYTES) {
      throw new InvalidNpyException("header is cut short: bytes=" + bytes.limit());
    }
    long length =
        version == 1
            ? Short.toUnsignedLong(bytes.getShort())
            : Integer.toUnsignedLong(bytes.getInt());
    if (length > LONGEST_TEXT) {
      throw new InvalidNpyException(
          "header is too long: maximum=" + LONGEST_TEXT + ", got=" + length);
    }
    if (length > bytes.remaining()) {
      throw new InvalidNpyException(
          "header is cut short: expected=" + length + ", got=" + bytes.remaining());
    }
    byte[] text = new byte[(int) length];
    bytes.get(text);
    return parse(new String(text, StandardCharsets.UTF_8).strip(), bytes.position());
  }

  private static boolean beginsWithMagic(ByteBuffer bytes) {
    byte[] start = new byte[MAGIC.length];
    bytes.get(start);
    return Arrays.equals(start, MAGIC);
  }

  private static NpyHeader parse(String text, int bytes) throws InvalidNpyException {
    Map<String, String> entries = entries(text);
    String type = entries.get("descr");
    String order = entries.get("fortran_order");
    String shape = entries.get("shape");
    if (entries.size() != 3
        || type == null
        || !type.startsWith("'")
        || order == null
        || !(order.equals("True") || order.equals("False"))
        || shape == null
        || !shape.startsWith("(")) {
      throw new InvalidNpyException("header does not tell descr, fortran_order and shape");
    }
    return new NpyHeader(
        type.substring(1, type.length() - 1), order.equals("True"), sizes(shape), bytes);
  }

  private static Map<String, String> entries(String text) throws InvalidNpyException {
    Map<String, String> entries = new HashMap<>();
    if (!text.startsWith("{") || !text.endsWith("}")) {
      throw new InvalidNpyException("header is no dictionary of Python");
    }
    Matcher entry = ENTRY.matcher(text.substring(1, text.length() - 1).stripTrailing());
    int at = 0;
    while (entry.find() && entry.start() == at) {
      entries.put(entry.group(1), entry.group(2));
      at = entry.end();
    }
    return entries;
  }

  private static List<Long> sizes(String tuple) throws InvalidNpyException {
    List<Long> sizes = new ArrayList<>();
    for (String size : tuple.substring(1, tuple.length() - 1).split(",")) {
      if (!size.isBlank()) {
        try {
          sizes.add(Long.parseLong(size.strip()));
        } catch (NumberFormatException e) {
          throw new InvalidNpyException("shape is no tuple of whole numbers: shape=" + tuple);
        }
      }
    }
    return sizes;
  }

  /**
   * The header of float32 values, [rows, features], of the same length for every number of rows.
   */
  static ByteBuffer ofFloats(long rows, int features) {
    String entries =
        "{'descr': '<f4', 'fortran_order': False, 'shape': (" + rows + ", " + features + "), }";
    String text = entries + " ".repeat(TEXT_BYTES - 1 - entries.length()) + "\n";
    return ByteBuffer.allocate(LEAST_BYTES + TEXT_BYTES)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put(MAGIC)
        .put((byte) 1)
        .put((byte) 0)
        .putShort((short) TEXT_BYTES)
        .put(text.getBytes(StandardCharsets.US_ASCII))
        .flip();
  }
}
