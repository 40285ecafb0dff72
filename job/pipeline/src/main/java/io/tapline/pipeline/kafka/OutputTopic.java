/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.pipeline.kafka;

import java.io.Serializable;

/**
 * A topic that the job writes, on its way to the tasks. Its limits are asked for when a task
 * starts: a record beyond them would fail the task, on every restart anew. Where a limit is changed
 * while the job runs, one restart learns of it.
 */
final class OutputTopic implements Serializable {

  private static final long serialVersionUID = 1;

  /** Gives the limits of a topic. */
  interface LimitSource extends Serializable {

    /** Never fails: limits that cannot be had are taken to be Kafka's defaults. */
    TopicLimits limitsOf(String topic);
  }

  private final String name;
  private final LimitSource source;
  private transient TopicLimits limits;

  OutputTopic(String name, LimitSource source) {
    this.name = name;
    this.source = source;
  }

  /** Learns the topic's limits, which the other methods need. */
  void open() {
    limits = source.limitsOf(name);
  }

  String name() {
    return name;
  }

  /** The most bytes of a record, serialised with its key and batch. */
  int maxBytes() {
    return limits.maxBytes();
  }

  /** A record's timestamp: the wanted one, or the nearest that the topic takes. */
  long stamp(long wantedMillis) {
    return limits.stamp(wantedMillis, System.currentTimeMillis());
  }
}
