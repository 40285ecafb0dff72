/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.alignment;

/**
 * What is known of the way that a record takes to a partition: records of equal routes are in one
 * partition. A topic's producers choose the partition by the record's key, where it has one.
 */
public final class Route {

  /** Nothing decides the partition: the device's next record may be in any other. */
  public static final long NONE = 0;

  /** The device decides it: all its records of the topic are in one partition. */
  public static final long BY_DEVICE = 1;

  private static final long FIRST_KEY = 2;

  private Route() {}

  /**
   * The route of a key.
   *
   * @param keyHash a hash of 64 bits of the key's bytes and the topic's name
   */
  public static long byKey(long keyHash) {
    return keyHash == NONE || keyHash == BY_DEVICE ? keyHash + FIRST_KEY : keyHash;
  }
}
