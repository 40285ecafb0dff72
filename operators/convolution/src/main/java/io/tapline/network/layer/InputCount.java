/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.layer;

/**
 * How many inputs a layer takes.
 *
 * @param least how many it needs
 * @param most how many it can have
 */
public record InputCount(int least, int most) {
  public static final InputCount ONE = new InputCount(1, 1);

  public static InputCount atLeast(int least) {
    return new InputCount(least, Integer.MAX_VALUE);
  }

  public boolean allows(int inputs) {
    return inputs >= least && inputs <= most;
  }

  @Override
  public String toString() {
    return least == most ? Integer.toString(least) : "at least " + least;
  }
}
