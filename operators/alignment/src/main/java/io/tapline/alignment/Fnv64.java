/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.alignment;

/**
 * FNV-1a with 64 bits (Fowler, Noll, Vo): a hash that is the same in every process and release, as
 * states need it.
 */
public final class Fnv64 {

  private static final long BASIS = 0xcbf29ce484222325L;
  private static final long PRIME = 0x100000001b3L;

  private Fnv64() {}

  /** The hash of a text's chars. */
  public static long of(String text) {
    long hash = BASIS;
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * PRIME;
    }
    return hash;
  }

  /** The hash of the bytes hashed so far, followed by one more. */
  public static long with(long hash, int octet) {
    return (hash ^ (octet & 0xff)) * PRIME;
  }
}
