/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.pipeline.decode;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** What may become of a record's bytes on the way, or in the hands of someone with ill intent. */
final class Mutation {

  private static final List<String> WORDS =
      List.of(
          "NaN",
          "-Infinity",
          "1e999",
          "-1e999999999",
          "1e-999999999",
          "1e99999999999",
          "null",
          "true",
          "\"\"",
          "{}",
          "[]",
          "[[[[",
          "9223372036854775808",
          "-9223372036854775808",
          "+292278994-08-17T07:12:55.192Z",
          "-999999999-01-01T00:00:00+18:00",
          "0000-00-00",
          "\ud83d\ude00",
          "\\ud800",
          "\u0000",
          "\"",
          ";",
          "\n",
          "1".repeat(1_200),
          "9".repeat(400) + "e" + "9".repeat(12));

  private final SplittableRandom random;

  Mutation(SplittableRandom random) {
    this.random = random;
  }

  /** Up to four changes; one record in eight stays as it is. */
  byte[] of(byte[] record, byte[] other) {
    byte[] mutated = record;
    for (int changes = random.nextInt(8) == 0 ? 0 : 1 + random.nextInt(4); changes > 0; changes--) {
      mutated = once(mutated, other);
    }
    return mutated;
  }

  private byte[] once(byte[] record, byte[] other) {
    return switch (random.nextInt(10)) {
      case 0 -> Arrays.copyOf(record, at(record));
      case 1 -> splice(record, other);
      case 2 -> duplicate(record);
      case 3 -> insert(record, bytes(random.nextInt(12)));
      case 4 -> bytes(random.nextInt(64));
      case 5 -> insert(record, hugeLength());
      case 6, 7 ->
          replace(record, WORDS.get(random.nextInt(WORDS.size())).getBytes(StandardCharsets.UTF_8));
      default -> flip(record);
    };
  }

  private byte[] flip(byte[] record) {
    byte[] flipped = record.clone();
    if (flipped.length > 0) {
      flipped[random.nextInt(flipped.length)] ^= (byte) (1 << random.nextInt(8));
    }
    return flipped;
  }

  private byte[] splice(byte[] record, byte[] other) {
    return join(
        Arrays.copyOf(record, at(record)), Arrays.copyOfRange(other, at(other), other.length));
  }

  private byte[] duplicate(byte[] record) {
    int from = at(record);
    int to = from + random.nextInt(record.length - from + 1);
    byte[] chunk = Arrays.copyOfRange(record, from, to);
    byte[] grown = record;
    for (int copies = random.nextInt(20); copies > 0 && grown.length < 1 << 16; copies--) {
      grown =
          join(join(Arrays.copyOf(grown, to), chunk), Arrays.copyOfRange(grown, to, grown.length));
    }
    return grown;
  }

  private byte[] insert(byte[] record, byte[] bytes) {
    int at = at(record);
    return join(
        join(Arrays.copyOf(record, at), bytes), Arrays.copyOfRange(record, at, record.length));
  }

  private byte[] replace(byte[] record, byte[] bytes) {
    int from = at(record);
    int to = from + random.nextInt(Math.min(record.length - from, 12) + 1);
    return join(
        join(Arrays.copyOf(record, from), bytes), Arrays.copyOfRange(record, to, record.length));
  }

  /** As Avro writes lengths and counts: up to ten bytes, of which all but the last go on. */
  private byte[] hugeLength() {
    byte[] length = new byte[1 + random.nextInt(10)];
    Arrays.fill(length, (byte) 0xFF);
    length[length.length - 1] = (byte) random.nextInt(0x80);
    return length;
  }

  private byte[] bytes(int count) {
    byte[] bytes = new byte[count];
    random.nextBytes(bytes);
    return bytes;
  }

  private int at(byte[] record) {
    return random.nextInt(record.length + 1);
  }

  static byte[] join(byte[] first, byte[] second) {
    byte[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }
}
