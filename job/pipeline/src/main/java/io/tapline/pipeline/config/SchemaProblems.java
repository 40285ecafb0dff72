/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.pipeline.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import com.networknt.schema.utils.JsonNodes;
import java.util.ArrayList;
import java.util.List;

/** Says what the schema found in the words of someone who edits the file. */
final class SchemaProblems {

  private SchemaProblems() {}

  static String describe(Error error, JsonNode tree, Places places) {
    String path = error.getInstanceLocation().toString().replaceFirst("^\\$\\.?", "");
    JsonNode node = error.getInstanceNode();
    if (node == null) {
      node = JsonNodes.get(tree, error.getInstanceLocation());
    }
    if (error.getKeyword().equals("additionalProperties")) {
      JsonNode unknown = node.get(error.getProperty());
      return places.of(unknown == null ? node : unknown, path) + unknownKey(error);
    }
    return places.of(node, path) + describe(error, node);
  }

  private static String describe(Error error, JsonNode node) {
    return switch (error.getKeyword()) {
      case "required" -> "a key is missing: key=" + error.getProperty();
      case "pattern" -> "not a duration such as 2500us, 250ms, 10s, 5min: value=" + node.asText();
      case "type" ->
          "the wrong kind of value: expected="
              + error.getArguments()[1]
              + ", found="
              + error.getArguments()[0];
      case "enum" -> "not one of the choices: choices=" + error.getSchemaNode() + ", value=" + node;
      case "minimum" -> "too small: least=" + error.getSchemaNode() + ", value=" + node;
      case "maximum" -> "too large: most=" + error.getSchemaNode() + ", value=" + node;
      case "minItems", "minProperties", "minLength" -> "must not be empty";
      default -> error.getMessage();
    };
  }

  private static String unknownKey(Error error) {
    List<String> known = new ArrayList<>();
    JsonNode properties = error.getSchemaNode().get("properties");
    if (properties != null) {
      properties.fieldNames().forEachRemaining(known::add);
    }
    return "unknown key: key="
        + error.getProperty()
        + (known.isEmpty() ? "" : ", known=" + String.join(", ", known));
  }
}
