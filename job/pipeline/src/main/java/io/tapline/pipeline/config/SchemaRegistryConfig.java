/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.pipeline.config;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * The schema registry of the topics in Confluent's Avro. Password and headers may be secrets, so
 * they are never printed.
 *
 * @param user null where the registry asks for none
 * @param password null where the registry asks for none
 */
public record SchemaRegistryConfig(
    String url, String user, String password, Map<String, String> headers) {

  public SchemaRegistryConfig {
    headers =
        Collections.unmodifiableMap(
            new LinkedHashMap<>(Objects.requireNonNullElse(headers, Map.of())));
  }

  @Override
  public String toString() {
    return "SchemaRegistryConfig[url=" + url + ", headers=" + headers.keySet() + "]";
  }
}
