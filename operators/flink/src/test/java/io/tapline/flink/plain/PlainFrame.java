/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.flink.plain;

import java.util.Arrays;

/** A frame as anybody would write it down; its text tells every bit of it. */
@SuppressWarnings("ArrayRecordComponent") // Compared by its text.
public record PlainFrame(long startMicros, boolean segmentStart, float[] values, byte[] mask) {

  @Override
  public String toString() {
    return (segmentStart ? "| " : "")
        + startMicros
        + " "
        + Arrays.toString(values)
        + " "
        + Arrays.toString(mask);
  }
}
