/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.pipeline.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.flink.util.TimeUtils;

/**
 * Finds what would break exactly-once. Client properties are told by key alone: what they hold may
 * be a secret.
 */
final class ExactlyOnceCheck {

  private ExactlyOnceCheck() {}

  static List<String> problemsOf(PipelineConfig config) {
    List<String> problems = new ArrayList<>();
    transactionTimeout(config, problems);
    if (config.kafka() != null) {
      Map<String, String> properties = config.kafka().properties();
      refuse(
          properties, "acks", acks -> !Set.of("all", "-1").contains(acks), "write all", problems);
      refuse(properties, "enable.idempotence", "false"::equals, "leave it out", problems);
      refuse(properties, "transactional.id", id -> true, "leave it out", problems);
      refuse(
          properties,
          "max.in.flight.requests.per.connection",
          ExactlyOnceCheck::moreThanFive,
          "write 5 at most",
          problems);
    }
    return problems;
  }

  private static void transactionTimeout(PipelineConfig config, List<String> problems) {
    int attempts = ExecutionConfig.TOLERABLE_FAILURES + 1;
    Duration longest = config.execution().longestUntilCommit();
    Duration transaction = config.delivery().transactionTimeout();
    if (transaction.compareTo(longest) <= 0) {
      problems.add(
          "delivery.transaction-timeout: must outlast checkpoint-interval + "
              + attempts
              + " × checkpoint-timeout + a restart, or Kafka aborts what a slow checkpoint was about"
              + " to commit: transaction-timeout="
              + TimeUtils.formatWithHighestUnit(transaction)
              + ", together="
              + TimeUtils.formatWithHighestUnit(longest));
    }
  }

  private static void refuse(
      Map<String, String> properties,
      String key,
      Predicate<String> contradicts,
      String repair,
      List<String> problems) {
    String value = properties.get(key);
    if (value != null && contradicts.test(value.trim().toLowerCase(Locale.ROOT))) {
      problems.add(
          "kafka.properties." + key + ": contradicts exactly-once: " + repair + ": key=" + key);
    }
  }

  /** Text that is no number is left to the clients, which refuse it. */
  private static boolean moreThanFive(String value) {
    try {
      return Long.parseLong(value) > 5;
    } catch (NumberFormatException e) {
      return false;
    }
  }
}
