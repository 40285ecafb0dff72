/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.cli.demo;

import io.tapline.cli.JobCounts;
import java.time.Duration;

/**
 * How the job did on the backlog: what it read, how long that took, and its counts at that moment.
 */
record CatchUp(long readings, Duration duration, JobCounts counts) {

  long readingsPerSecond() {
    return Math.round(readings / seconds());
  }

  double seconds() {
    return duration.toNanos() / 1e9;
  }
}
