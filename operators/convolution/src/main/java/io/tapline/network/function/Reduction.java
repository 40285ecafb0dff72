/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.function;

/** What becomes of many values that are to be one. */
public enum Reduction {
  AVERAGE,
  SUM,
  MAX,
  MIN
}
