/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.convolution;

/** Consecutive frames of one stream, in a buffer that is used again and again. */
final class Span {
  /** [count × channels] */
  float[] values = new float[0];

  /** Index in the stream of the first of them. */
  long first;

  /** How many. */
  int count;

  /** Whether the stream ends with them. */
  boolean ended;

  void set(float[] newValues, long newFirst, int newCount, boolean nowEnded) {
    values = newValues;
    first = newFirst;
    count = newCount;
    ended = nowEnded;
  }

  /** Index of the first frame after these. */
  long end() {
    return first + count;
  }
}
