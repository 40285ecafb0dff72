/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.pipeline.kafka;

import io.tapline.flink.element.RejectedReadings;
import io.tapline.pipeline.config.ConfigCheck;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichFlatMapFunction;
import org.apache.flink.util.Collector;

/** Splits what was rejected into parts that both the producer sends and the topic takes. */
final class RejectedSplit extends RichFlatMapFunction<RejectedReadings, RejectedReadings> {

  private static final long serialVersionUID = 1;

  private final OutputTopic topic;
  private final int maxRequestBytes;

  private transient RejectedParts parts;

  RejectedSplit(OutputTopic topic, int maxRequestBytes) {
    this.topic = topic;
    this.maxRequestBytes = maxRequestBytes;
  }

  @Override
  public void open(OpenContext context) {
    topic.open();
    int limit = Math.min(maxRequestBytes, topic.maxBytes());
    parts = new RejectedParts(Math.max(limit, ConfigCheck.SMALLEST_REQUEST));
  }

  @Override
  public void flatMap(RejectedReadings rejected, Collector<RejectedReadings> out) {
    parts.split(rejected, out);
  }
}
