/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network;

/** Consecutive frames of one stream, in a buffer that is used again and again. */
final class Span {
  /** [count × channels] from {@link #offset}; before it and behind it there is {@link Room}. */
  float[] values = new float[0];

  /** Where the first of them begins. */
  int offset;

  /** Index in the stream of the first of them. */
  long first;

  /** How many. */
  int count;

  /** Whether the stream ends with them. */
  boolean ended;

  /** Says where the frames lie. */
  void lieAt(float[] newValues, int newOffset) {
    values = newValues;
    offset = newOffset;
  }

  void set(long newFirst, int newCount, boolean nowEnded) {
    first = newFirst;
    count = newCount;
    ended = nowEnded;
  }

  /** Index of the first frame after these. */
  long end() {
    return first + count;
  }
}
