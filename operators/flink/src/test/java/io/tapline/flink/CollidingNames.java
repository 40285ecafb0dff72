/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.flink;

/** Names of one {@link String#hashCode}, as somebody makes them who wants to slow a job down. */
final class CollidingNames {

  private static final int PAIRS = 16;

  private CollidingNames() {}

  /** The name with this number, of 65 536. */
  static String name(int number) {
    StringBuilder name = new StringBuilder();
    for (int pair = 0; pair < PAIRS; pair++) {
      name.append((number >> pair & 1) == 0 ? "Aa" : "BB");
    }
    return name.toString();
  }
}
