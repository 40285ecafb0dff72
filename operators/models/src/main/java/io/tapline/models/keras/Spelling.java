/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models.keras;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The ways in which files spell one value: 4 is also 4.0, true is also 1, and a list comes as a
 * tuple or another object that holds it. What is not exactly the same value is not taken for it.
 */
final class Spelling {

  private Spelling() {}

  /** A whole number; empty if it is none, or beyond 32 bits. */
  static OptionalInt whole(JsonNode value) {
    JsonNode plain = plain(value);
    return plain.isNumber() && plain.canConvertToInt() && plain.canConvertToExactIntegral()
        ? OptionalInt.of(plain.intValue())
        : OptionalInt.empty();
  }

  /** True or false, which Python also writes as 1 and 0; empty for anything else. */
  static Optional<Boolean> flag(JsonNode value) {
    if (value.isBoolean()) {
      return Optional.of(value.booleanValue());
    }
    OptionalInt number = whole(value);
    return number.isPresent() && (number.getAsInt() == 0 || number.getAsInt() == 1)
        ? Optional.of(number.getAsInt() == 1)
        : Optional.empty();
  }

  /**
   * The value that an object holds: {@code {"class_name": "__tuple__", "items": [2]}}, {@code
   * {"class_name": "__numpy__", "config": {"value": 0.1}}} and their like. What is no object is
   * given as it is; an object of another kind holds nothing.
   */
  static JsonNode plain(JsonNode value) {
    if (!value.isObject()) {
      return value;
    }
    for (JsonNode place : new JsonNode[] {value, value.path("config")}) {
      for (String key : new String[] {"items", "value"}) {
        if (place.has(key) && !place.get(key).isObject()) {
          return place.get(key);
        }
      }
    }
    return value.path("config").isArray() ? value.get("config") : MissingNode.getInstance();
  }
}
