/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.flink;

import java.util.function.Consumer;

/**
 * Counts the devices that start cold. After a change of the model all do: so the log has the first
 * one, and then one line a checkpoint.
 */
final class ColdStarts {

  private final Consumer<String> log;
  private long all;
  private long reported;
  private String reason;

  /**
   * @param log takes a line
   */
  ColdStarts(Consumer<String> log) {
    this.log = log;
  }

  /** A device's rings cannot be read. */
  void add(String why) {
    all++;
    reason = why;
    if (all == 1) {
      report();
    }
  }

  /** Writes what has not been written yet. */
  void report() {
    if (all > reported) {
      log.accept(
          "Devices start cold, their rings being another network's: devices="
              + (all - reported)
              + ", since the task started="
              + all
              + ", the last: "
              + reason);
      reported = all;
    }
  }

  /** Devices since the task started. */
  long count() {
    return all;
  }
}
