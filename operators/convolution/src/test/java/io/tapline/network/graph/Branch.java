/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.graph;

/**
 * A place in a graph from which layers can go on. Over an input of L frames it has {@code ⌊(L +
 * excess − 1) / stride⌋ + 1} rows, so places of equal stride and excess have equal lengths for
 * every L, however they came about: a layer of stride s that adds e frames makes of (S, E) the
 * place (S·s, E + S·e).
 *
 * @param name of the layer, or the input
 * @param channels of a frame
 * @param stride input frames from one row to the next
 * @param excess frames that padding added, less those that kernels and cropping took
 */
record Branch(String name, int channels, int stride, int excess) {

  /** Rows over {@code frames} input frames, where no layer on the way has too few. */
  int rows(int frames) {
    return Math.max(0, Math.floorDiv(frames + excess - 1, stride) + 1);
  }

  boolean meets(Branch other) {
    return stride == other.stride && excess == other.excess;
  }
}
