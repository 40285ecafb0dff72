/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.pipeline.config;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;

/**
 * The Kafka cluster.
 *
 * @param properties given to every client as they are; they may hold secrets, so they are never
 *     printed
 */
public record KafkaConfig(String bootstrapServers, Map<String, String> properties) {

  public KafkaConfig {
    properties =
        Collections.unmodifiableMap(
            new LinkedHashMap<>(Objects.requireNonNullElse(properties, Map.of())));
  }

  /** What every Kafka client of the job is given. */
  public Properties clientProperties() {
    Properties all = new Properties();
    all.putAll(properties);
    all.setProperty("bootstrap.servers", bootstrapServers);
    return all;
  }

  @Override
  public String toString() {
    return "KafkaConfig[bootstrapServers="
        + bootstrapServers
        + ", properties="
        + properties.keySet()
        + "]";
  }
}
