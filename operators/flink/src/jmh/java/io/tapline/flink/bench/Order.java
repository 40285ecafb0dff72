/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.flink.bench;

import com.fasterxml.jackson.annotation.JsonValue;

/** How records arrive. */
public enum Order {
  /** By event time. */
  IN_ORDER("in-order"),

  /** Each as late as a seeded generator says, from not at all to the whole disorder. */
  DISORDERED("disordered");

  private final String label;

  Order(String label) {
    this.label = label;
  }

  /** Its name in tables and data. */
  @JsonValue
  String label() {
    return label;
  }
}
