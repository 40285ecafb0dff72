/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.pipeline.kafka;

import io.tapline.pipeline.config.PipelineConfig;
import java.util.Optional;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.TopicConfig;

/** What a broker and its topics are set to refuse, against what is configured. */
final class BrokerLimits {

  private static final String MAX_TRANSACTION = "transaction.max.timeout.ms";

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

  /**
   * The problem of records that may be larger than their topic takes.
   *
   * @param writer the key of the configuration that names the topic
   * @param bytes the most bytes of such a record
   */
  static Optional<String> maxMessage(String writer, String topic, long bytes, Config settings) {
    int most = TopicLimits.of(settings).maxBytes();
    return bytes <= most
        ? Optional.empty()
        : Optional.of(
            writer
                + ".topic: takes smaller records than the job may write: raise its"
                + " max.message.bytes: topic="
                + topic
                + ", max.message.bytes="
                + most
                + ", least="
                + bytes);
  }

  /** The problem of a compacted topic for what is rejected, some of which has no key. */
  static Optional<String> compacted(String writer, String topic, Config settings) {
    String policy = text(settings, TopicConfig.CLEANUP_POLICY_CONFIG);
    return policy == null || !policy.contains(TopicConfig.CLEANUP_POLICY_COMPACT)
        ? Optional.empty()
        : Optional.of(
            writer
                + ".topic: is compacted, and would refuse undecodable records, which have no key:"
                + " set its cleanup.policy to delete: topic="
                + topic
                + ", cleanup.policy="
                + policy);
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
