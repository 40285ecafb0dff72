/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.pipeline.kafka;

import io.tapline.pipeline.config.PipelineConfig;
import java.io.Serializable;

/**
 * What decides how far partitions count as read; in milliseconds.
 *
 * @param outOfOrdernessMillis how far timestamps step back within a partition
 * @param idleAfterMillis how long a partition stays at its end before it holds nothing back
 * @param maxAheadMillis how far a timestamp may be past the wall clock to be believed
 */
record WatermarkTimes(long outOfOrdernessMillis, long idleAfterMillis, long maxAheadMillis)
    implements Serializable {

  static WatermarkTimes of(PipelineConfig config) {
    return new WatermarkTimes(
        config.input().outOfOrderness().toMillis(),
        config.input().idleAfter().toMillis(),
        config.time().maxAhead().toMillis());
  }
}
