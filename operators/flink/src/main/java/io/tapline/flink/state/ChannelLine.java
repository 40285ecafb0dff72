/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.flink.state;

import java.util.Locale;

/** What is counted of each channel. */
public enum ChannelLine {
  /** Readings that came, whatever became of them. */
  READ,
  INVALID,
  FUTURE,
  LATE,
  CARRIED,
  DUPLICATE,
  /** Ticks with at least one reading. */
  OBSERVED,
  /** Ticks without one, which something stood in for. */
  FILLED,
  /** Ticks of which the network saw nothing. */
  MISSING;

  /** The name in metrics, such as {@code observed}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
