/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models;

/**
 * How much a model file may take while it is read: memory and work are bounded before they are
 * spent, because a small file can ask for very much.
 *
 * @param values weights and constants, of files and of what is computed from them; file sizes,
 *     bytes and steps that are bounded too grow with it
 */
public record ReadLimit(long values) {
  /** What is far more than networks for streams have. */
  public static final ReadLimit USUAL = new ReadLimit(1L << 24);

  /** What messages of limits tell users to do. */
  public static final String RAISE = "raise model-limit in the pipeline, or --model-limit";

  private static final long MOST_BYTES = Integer.MAX_VALUE - 8;

  /** A limit that is {@code usual} for the usual number of values, for this one. */
  public long scaled(long usual) {
    return Math.max(1, (long) ((double) usual * values / USUAL.values));
  }

  /** As {@link #scaled}, of bytes that are held in one array. */
  public int scaledBytes(long usual) {
    return (int) Math.min(MOST_BYTES, scaled(usual));
  }
}
