/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.pipeline.kafka;

import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.TopicConfig;

/**
 * What a topic takes: records up to a size, stamped within bounds of its broker's clock.
 *
 * @param maxBytes the most bytes of a batch, and so of a record
 * @param beforeMillis how far behind the broker's clock a record's timestamp may be
 * @param afterMillis how far ahead of it
 */
record TopicLimits(int maxBytes, long beforeMillis, long afterMillis) {

  /** Far beyond any time, and far from an overflow. */
  private static final long UNBOUNDED = Long.MAX_VALUE / 4;

  /** What brokers before Kafka 3.6 have instead of the other two. */
  private static final String DIFFERENCE = "message.timestamp.difference.max.ms";

  /** What Kafka sets where nobody does. */
  static final TopicLimits DEFAULTS = new TopicLimits(1_048_588, UNBOUNDED, 3_600_000);

  /** A producer tries for so long by default: a record's age grows meanwhile. */
  private static final long DELIVERY_MILLIS = 120_000;

  /** How far this machine's clock may be ahead of the broker's. */
  private static final long CLOCK_SKEW_MILLIS = 5_000;

  /** The limits among a topic's settings; what they do not say does not bound. */
  static TopicLimits of(Config topic) {
    int maxBytes =
        (int)
            Math.min(
                number(topic, TopicConfig.MAX_MESSAGE_BYTES_CONFIG, DEFAULTS.maxBytes),
                Integer.MAX_VALUE);
    if ("LogAppendTime".equals(text(topic, TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG))) {
      return new TopicLimits(maxBytes, UNBOUNDED, UNBOUNDED);
    }
    long difference = number(topic, DIFFERENCE, UNBOUNDED);
    return new TopicLimits(
        maxBytes,
        Math.min(
            difference,
            number(topic, TopicConfig.MESSAGE_TIMESTAMP_BEFORE_MAX_MS_CONFIG, UNBOUNDED)),
        Math.min(
            difference,
            number(topic, TopicConfig.MESSAGE_TIMESTAMP_AFTER_MAX_MS_CONFIG, UNBOUNDED)));
  }

  /**
   * The timestamp nearest to a wanted one that the topic takes, now and for as long as a producer
   * tries. Where the bounds are narrower than that, or than clocks differ, it is about now.
   */
  long stamp(long wantedMillis, long nowMillis) {
    long latest =
        nowMillis + afterMillis - Math.min(CLOCK_SKEW_MILLIS, (beforeMillis + afterMillis) / 2);
    long earliest =
        Math.min(latest, nowMillis - beforeMillis + Math.min(DELIVERY_MILLIS, beforeMillis));
    // Kafka knows no time before 1970.
    return Math.max(0, Math.min(latest, Math.max(earliest, wantedMillis)));
  }

  private static long number(Config settings, String name, long absent) {
    String text = text(settings, name);
    try {
      return text == null ? absent : Math.min(Long.parseLong(text), UNBOUNDED);
    } catch (NumberFormatException e) {
      return absent;
    }
  }

  private static String text(Config settings, String name) {
    ConfigEntry entry = settings.get(name);
    return entry == null ? null : entry.value();
  }
}
