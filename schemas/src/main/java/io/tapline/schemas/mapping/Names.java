/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.schemas.mapping;

import io.tapline.schemas.ReadingDecoder;
import io.tapline.schemas.UndecodableRecordException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Names of devices and channels, held against what a result's key can be. */
final class Names {

  private static final int LONGEST_BYTES = ReadingDecoder.LONGEST_NAME_BYTES;
  private static final int BYTES_PER_CHAR = 3;

  private Names() {}

  /** A name from a field: text, or a whole number. */
  static String of(Object found, FieldPath path) throws UndecodableRecordException {
    if (found instanceof CharSequence text && !text.toString().isBlank()) {
      return checked(text.toString(), path.text());
    }
    if (found instanceof Long || found instanceof Integer || found instanceof BigInteger) {
      return checked(found.toString(), path.text());
    }
    throw new UndecodableRecordException(
        "not a name: path=%s, found=%s".formatted(path, Found.describe(found)));
  }

  /** A name from a record's key, which is UTF-8 text. */
  static String ofKey(byte[] key) throws UndecodableRecordException {
    if (key == null || key.length == 0) {
      throw new UndecodableRecordException("record has no key, which is to name the device");
    }
    try {
      return checked(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(key)).toString(), "key");
    } catch (CharacterCodingException e) {
      throw new UndecodableRecordException("key is not UTF-8 text: bytes=%d".formatted(key.length));
    }
  }

  private static String checked(String name, String where) throws UndecodableRecordException {
    if (name.length() > LONGEST_BYTES / BYTES_PER_CHAR
        && name.getBytes(StandardCharsets.UTF_8).length > LONGEST_BYTES) {
      throw new UndecodableRecordException(
          "name is too long: path=%s, most bytes=%d, found=%s"
              .formatted(where, LONGEST_BYTES, Found.describe(name)));
    }
    for (int i = 0; i < name.length(); i++) {
      if (Character.isSurrogate(name.charAt(i))) {
        i = pair(name, i, where);
      }
    }
    return name;
  }

  /** Half a character would become another name on the way to a topic. */
  private static int pair(String name, int at, String where) throws UndecodableRecordException {
    if (at + 1 < name.length() && Character.isSurrogatePair(name.charAt(at), name.charAt(at + 1))) {
      return at + 1;
    }
    throw new UndecodableRecordException(
        "name is not Unicode text: path=%s, position=%d".formatted(where, at));
  }
}
