/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.stage;

/** Consecutive frames of one stream, in a buffer that is used again and again. */
public final class Span {
  /** [count × channels] from {@link #offset}; before it and behind it there is a margin. */
  public float[] values = new float[0];

  /** Where the first of them begins. */
  public int offset;

  /** Index in the stream of the first of them. */
  public long first;

  /** How many. */
  public int count;

  /** Whether the stream ends with them. */
  public boolean ended;

  /** Sets the buffer that holds the frames. */
  public void attach(float[] newValues, int newOffset) {
    values = newValues;
    offset = newOffset;
  }

  public void set(long newFirst, int newCount, boolean nowEnded) {
    first = newFirst;
    count = newCount;
    ended = nowEnded;
  }

  /** Index of the first frame after these. */
  public long end() {
    return first + count;
  }
}
