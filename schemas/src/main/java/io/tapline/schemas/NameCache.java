/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.schemas;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Turns the UTF-8 bytes of a name into a String, the same one each time while it is remembered.
 *
 * <p>A stream repeats few names, so that nearly every look-up finds its String and allocates
 * nothing. The memory is bounded for any input: a fixed number of slots, in which a newcomer takes
 * the place of an older name, and long names are not kept.
 */
final class NameCache {

  private static final int LONGEST_KEPT = 256;
  private static final int PROBES = 4;

  private final byte[][] keys;
  private final String[] names;
  private final int mask;
  private final CharsetDecoder utf8 = StandardCharsets.UTF_8.newDecoder();
  private int replaced;

  /** {@code slots}: how many names are kept; a power of two. */
  NameCache(int slots) {
    keys = new byte[slots][];
    names = new String[slots];
    mask = slots - 1;
  }

  /** The name that stands in {@code bytes} from {@code from}. */
  String get(byte[] bytes, int from, int length) throws CharacterCodingException {
    if (length > LONGEST_KEPT) {
      return decode(bytes, from, length);
    }
    int home = hash(bytes, from, length);
    for (int probe = 0; probe < PROBES; probe++) {
      int slot = (home + probe) & mask;
      byte[] key = keys[slot];
      if (key == null) {
        return keep(slot, bytes, from, length);
      }
      if (Arrays.equals(key, 0, key.length, bytes, from, from + length)) {
        return names[slot];
      }
    }
    int victim = (home + replaced++ % PROBES) & mask;
    return keep(victim, bytes, from, length);
  }

  private String keep(int slot, byte[] bytes, int from, int length)
      throws CharacterCodingException {
    String name = decode(bytes, from, length);
    keys[slot] = Arrays.copyOfRange(bytes, from, from + length);
    names[slot] = name;
    return name;
  }

  private String decode(byte[] bytes, int from, int length) throws CharacterCodingException {
    return utf8.decode(ByteBuffer.wrap(bytes, from, length)).toString();
  }

  private static int hash(byte[] bytes, int from, int length) {
    int hash = 1;
    for (int i = from; i < from + length; i++) {
      hash = 31 * hash + bytes[i];
    }
    return hash ^ (hash >>> 16);
  }
}
