/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.pipeline;

import io.tapline.alignment.FrameBlock;
import io.tapline.flink.element.RejectedReadings;
import io.tapline.flink.element.Result;
import org.apache.flink.streaming.api.datastream.DataStream;

/** Where the job's results go. */
public interface Sinks {

  /** Whether results are wanted; where they are not, the network does not run. */
  default boolean wantResults() {
    return true;
  }

  /** Takes the results of one output of the network. */
  void results(String output, DataStream<Result> results);

  /**
   * Takes the frames that the network sees, or leaves them alone. A block is used again for the
   * next frames: what takes it is chained to its sender, or copies it.
   */
  void frames(DataStream<FrameBlock> frames);

  /** Takes what was not framed. */
  void rejected(DataStream<RejectedReadings> rejected);
}
