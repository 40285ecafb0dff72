/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.cli.demo;

import java.time.Duration;

/** How the job did on the backlog: what it read, and how long that took. */
record CatchUp(long readings, Duration duration) {

  long readingsPerSecond() {
    return Math.round(readings / seconds());
  }

  double seconds() {
    return duration.toNanos() / 1e9;
  }
}
