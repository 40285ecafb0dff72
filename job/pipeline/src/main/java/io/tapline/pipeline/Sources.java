/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.pipeline;

import io.tapline.flink.element.SourceRecord;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Where the job's records come from. */
@FunctionalInterface
public interface Sources {

  /** The records as read, with watermarks of their own timestamps. */
  DataStream<SourceRecord> records(StreamExecutionEnvironment env);
}
