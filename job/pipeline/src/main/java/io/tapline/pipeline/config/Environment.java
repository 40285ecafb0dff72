/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.pipeline.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.apache.commons.text.StringSubstitutor;
import org.apache.commons.text.lookup.StringLookupFactory;

/**
 * Puts environment variables in the place of {@code ${env:NAME}} in every text of a configuration,
 * so that secrets need not stand in the file. No other lookup is offered.
 */
final class Environment {

  private final StringSubstitutor substitutor;

  /**
   * @param variables gives a variable's value, or null where it is not set
   */
  Environment(UnaryOperator<String> variables) {
    StringLookupFactory lookups = StringLookupFactory.INSTANCE;
    substitutor =
        new StringSubstitutor(
            lookups.interpolatorStringLookup(
                Map.of("env", lookups.functionStringLookup(variables)), null, false));
    substitutor.setEnableUndefinedVariableException(true);
  }

  /** Resolves a tree in place; what cannot be resolved is told by its place. */
  void resolve(JsonNode node, Places places, List<String> problems) {
    if (node instanceof ObjectNode object) {
      for (Map.Entry<String, JsonNode> field : object.properties()) {
        places.enter(field.getKey());
        field.setValue(resolved(field.getValue(), places, problems));
        places.leave();
      }
    } else if (node instanceof ArrayNode array) {
      for (int i = 0; i < array.size(); i++) {
        places.enter(i);
        array.set(i, resolved(array.get(i), places, problems));
        places.leave();
      }
    }
  }

  private JsonNode resolved(JsonNode node, Places places, List<String> problems) {
    if (!(node instanceof TextNode text)) {
      resolve(node, places, problems);
      return node;
    }
    if (!text.textValue().contains("${")) {
      return node;
    }
    try {
      return TextNode.valueOf(substitutor.replace(text.textValue()));
    } catch (IllegalArgumentException e) {
      problems.add(
          places.here(node)
              + "no such environment variable: set it, or write $${ for a plain ${: value="
              + text.textValue());
      return node;
    }
  }
}
