/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.layer;

import java.util.Arrays;

/** An immutable vector of float32 weights; equal when all bits are equal. */
public final class Weights {
  private static final Weights NONE = new Weights(new float[0]);

  private final float[] values;

  private Weights(float[] values) {
    this.values = values;
  }

  /** A copy of {@code values}. */
  public static Weights of(float... values) {
    return new Weights(values.clone());
  }

  /** No weights at all: the bias of a layer without one. */
  public static Weights none() {
    return NONE;
  }

  public int size() {
    return values.length;
  }

  public boolean isEmpty() {
    return values.length == 0;
  }

  public float get(int index) {
    return values[index];
  }

  /** A new array with these weights. */
  public float[] toArray() {
    return values.clone();
  }

  /**
   * A new array with a weight for each value of a frame: these, those of its channels at each
   * position of a plane, or the only one for all.
   */
  public float[] forFrame(FrameShape frame) {
    float[] all = new float[(int) frame.values()];
    for (int i = 0; i < all.length; i++) {
      all[i] = values[i % values.length];
    }
    return all;
  }

  /** A new array with these weights, or {@code count} zeros if there are none. */
  public float[] orZeros(int count) {
    return isEmpty() ? new float[count] : toArray();
  }

  /** A new array with these weights, or {@code count} ones if there are none. */
  public float[] orOnes(int count) {
    if (!isEmpty()) {
      return toArray();
    }
    float[] ones = new float[count];
    Arrays.fill(ones, 1f);
    return ones;
  }

  /** A new array with the weights {@code from} to {@code from + count}, exclusive. */
  public float[] slice(int from, int count) {
    return Arrays.copyOfRange(values, from, from + count);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Weights weights && Arrays.equals(values, weights.values);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(values);
  }

  @Override
  public String toString() {
    return values.length + " weights";
  }
}
