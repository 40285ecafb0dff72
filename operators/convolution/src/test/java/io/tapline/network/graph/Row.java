/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.graph;

import java.util.List;

/**
 * One frame between two layers, and what it was made of.
 *
 * @param values one for each channel
 * @param newest index of the newest input frame on which the values depend, the last of all where
 *     they depend on the recording's end; -1 where nothing but padding before the first took part
 * @param exists index of the input frame without which there were no such row
 * @param padded whether any padding took part
 */
record Row(double[] values, long newest, long exists, boolean padded) {

  /** A row made of the rows of the same index in each input, or of all rows of one. */
  static Row of(List<Row> seen, double[] values) {
    long exists = seen.stream().mapToLong(Row::exists).max().orElseThrow();
    return new Row(values, newest(seen), exists, padded(seen));
  }

  /** Index of the input frame with which the row is certain, whatever follows. */
  long frame() {
    return Math.max(newest, exists);
  }

  /** Values depend on what they are made of, and on its being there: else they were padding. */
  static long newest(List<Row> seen) {
    return seen.stream().mapToLong(Row::frame).max().orElseThrow();
  }

  static boolean padded(List<Row> seen) {
    return seen.stream().anyMatch(Row::padded);
  }
}
