/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.schemas.mapping;

/** What a number that is a time counts since 1970-01-01T00:00:00Z. */
public enum EpochUnit {
  S(6),
  MS(3),
  US(0),
  NS(-3);

  private final int micros;

  EpochUnit(int micros) {
    this.micros = micros;
  }

  /** The power of ten of microseconds that one is. */
  int exponent() {
    return micros;
  }
}
