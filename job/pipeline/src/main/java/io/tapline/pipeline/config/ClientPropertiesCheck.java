/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.pipeline.config;

import java.util.List;
import java.util.Map;

/**
 * Finds client properties that another key of the file stands for: one of the two would silently
 * win.
 */
final class ClientPropertiesCheck {

  private static final Map<String, String> KEYS =
      Map.of(
          "bootstrap.servers", "kafka.bootstrap-servers",
          "group.id", "input.group",
          "auto.offset.reset", "input.start",
          "transaction.timeout.ms", "delivery.transaction-timeout");

  private ClientPropertiesCheck() {}

  static List<String> problemsOf(KafkaConfig kafka) {
    return kafka.properties().keySet().stream()
        .filter(KEYS::containsKey)
        .map(key -> "kafka.properties." + key + ": has a key of its own: write " + KEYS.get(key))
        .toList();
  }
}
