/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.pipeline.kafka;

import io.tapline.pipeline.config.PipelineConfig;
import java.util.Optional;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;

/** What a broker and its topics are set to refuse, against what is configured. */
final class BrokerLimits {

  private static final String MAX_TRANSACTION = "transaction.max.timeout.ms";
  private static final String TIMESTAMP_TYPE = "message.timestamp.type";
  private static final String MAX_AHEAD = "message.timestamp.after.max.ms";

  private final PipelineConfig config;

  BrokerLimits(PipelineConfig config) {
    this.config = config;
  }

  /** The problem of a transaction that may last longer than the broker lets it. */
  Optional<String> transactionTimeout(Config broker) {
    long wanted = config.delivery().transactionTimeout().toMillis();
    return millis(broker, MAX_TRANSACTION)
        .filter(longest -> wanted > longest)
        .map(
            longest ->
                "delivery.transaction-timeout: longer than the broker allows: shorten it, or raise the"
                    + " broker's setting: transaction-timeout="
                    + wanted
                    + "ms, "
                    + MAX_TRANSACTION
                    + "="
                    + longest);
  }

  /** The problem of results whose event times lie further ahead than their topic takes. */
  Optional<String> maxAhead(String topic, Config settings) {
    if (!"CreateTime".equals(text(settings, TIMESTAMP_TYPE))) {
      return Optional.empty();
    }
    long wanted = config.time().maxAhead().toMillis();
    return millis(settings, MAX_AHEAD)
        .filter(furthest -> wanted > furthest)
        .map(
            furthest ->
                "time.max-ahead: further than an output's topic takes, so that the broker would"
                    + " refuse results: shorten it, or raise the topic's setting: max-ahead="
                    + wanted
                    + "ms, topic="
                    + topic
                    + ", "
                    + MAX_AHEAD
                    + "="
                    + furthest);
  }

  private static Optional<Long> millis(Config settings, String name) {
    String text = text(settings, name);
    try {
      return text == null ? Optional.empty() : Optional.of(Long.parseLong(text));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  private static String text(Config settings, String name) {
    ConfigEntry entry = settings.get(name);
    return entry == null ? null : entry.value();
  }
}
