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

  /** The key of {@link #properties} that bounds what a producer sends at once. */
  public static final String MAX_REQUEST_SIZE = "max.request.size";

  /** Kafka's default of {@value #MAX_REQUEST_SIZE}. */
  private static final int DEFAULT_REQUEST_BYTES = 1_048_576;

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

  /**
   * The most bytes that a producer of the job sends at once, and so the bound of a record. Text
   * that is no number counts as Kafka's default: the clients refuse it before anything is sent.
   */
  public int maxRequestBytes() {
    String size = properties.get(MAX_REQUEST_SIZE);
    try {
      return size == null ? DEFAULT_REQUEST_BYTES : Integer.parseInt(size.trim());
    } catch (NumberFormatException e) {
      return DEFAULT_REQUEST_BYTES;
    }
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
