/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.convolution;

/** Where a layer's first output stands. Both modes look only into the past. */
public enum Padding {
  /** Zeros before the first frame: outputs at the inputs 0, s, 2s, … for stride s. */
  CAUSAL,
  /**
   * No padding: the first output at the input (k-1)·d, for kernel size k and dilation d, and then
   * every s inputs.
   */
  VALID
}
