/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.flink.bench;

import com.fasterxml.jackson.annotation.JsonValue;

/** The operator that is measured. */
public enum Implementation {
  /** The align operator. */
  TAPLINE("tapline"),

  /**
   * Flink's own tumbling windows with an incremental aggregate, over single readings: a window is
   * chosen by an element's time, and a record's readings have times of their own.
   */
  FLINK_WINDOWS("flink-windows"),

  /** The same windows over whole records: right only where no record goes beyond a tick. */
  FLINK_WINDOWS_OF_TICKS("flink-windows-of-ticks"),

  /** Only the look at a device's state and its update, for each record: no frames. */
  STATE_ACCESS("state-access");

  private final String label;

  Implementation(String label) {
    this.label = label;
  }

  /** Its name in tables and data. */
  @JsonValue
  String label() {
    return label;
  }
}
