/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.pipeline;

import io.tapline.flink.element.RejectedReadings;
import io.tapline.flink.element.Result;
import org.apache.flink.streaming.api.datastream.DataStream;

/** Where the job's results go. */
public interface Sinks {

  /** Takes the results of one output of the network. */
  void results(String output, DataStream<Result> results);

  /** Takes what was not framed. */
  void rejected(DataStream<RejectedReadings> rejected);
}
