/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.flink.bench;

import com.fasterxml.jackson.annotation.JsonValue;

/** What one record brings. */
public enum Shape {
  /** What a device has gathered: up to 8 ticks and about 64 readings, channel by channel. */
  BLOCK("block"),

  /** One tick of all channels of a device, sampled at once. */
  TICK("tick"),

  /** One reading: a device's channels come one by one, and all devices' in turns. */
  READING("reading");

  private final String label;

  Shape(String label) {
    this.label = label;
  }

  /** Its name in tables and data. */
  @JsonValue
  String label() {
    return label;
  }
}
