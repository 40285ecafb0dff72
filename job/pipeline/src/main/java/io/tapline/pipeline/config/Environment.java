/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.pipeline.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.apache.commons.text.StringSubstitutor;
import org.apache.commons.text.lookup.StringLookupFactory;

/**
 * Puts environment variables in the place of {@code ${env:NAME}} in every text of a configuration,
 * so that secrets need not stand in the file. {@code ${env:NAME:-default}} has a default. No other
 * lookup is offered, and what a variable holds is taken as it is.
 */
final class Environment {

  /** A variable that begins and does not end. */
  private static final Pattern UNCLOSED = Pattern.compile("(?<!\\$)\\$\\{[^}]*$");

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
    // A password may well hold "${": it is a password, not a text to resolve.
    substitutor.setDisableSubstitutionInValues(true);
  }

  /**
   * A tree like the given one, with all variables resolved. The given one stays as it is written:
   * messages quote that, so that they can never show a secret.
   */
  JsonNode resolve(JsonNode written, Mistakes mistakes) {
    return resolve(written, "", mistakes);
  }

  private JsonNode resolve(JsonNode written, String path, Mistakes mistakes) {
    if (written instanceof ObjectNode object) {
      ObjectNode resolved = JsonNodeFactory.instance.objectNode();
      for (Map.Entry<String, JsonNode> field : object.properties()) {
        String key = field.getKey();
        String inner = path.isEmpty() ? key : path + "." + key;
        resolved.set(key, resolve(field.getValue(), inner, mistakes));
      }
      return resolved;
    }
    if (written instanceof ArrayNode array) {
      ArrayNode resolved = JsonNodeFactory.instance.arrayNode(array.size());
      for (int i = 0; i < array.size(); i++) {
        resolved.add(resolve(array.get(i), path + "[" + i + "]", mistakes));
      }
      return resolved;
    }
    return written instanceof TextNode text ? resolve(text, path, mistakes) : written;
  }

  private JsonNode resolve(TextNode written, String path, Mistakes mistakes) {
    String text = written.textValue();
    if (UNCLOSED.matcher(text).find()) {
      mistakes.add(
          written, path, "a variable without its }; $${ stands for a plain ${: value=" + text);
      return written;
    }
    try {
      return TextNode.valueOf(substitutor.replace(text));
    } catch (IllegalArgumentException e) {
      mistakes.add(
          written,
          path,
          "not an environment variable that is set: set it; only ${env:NAME} and ${env:NAME:-default} are resolved, "
              + "and $${ stands for a plain ${: value="
              + text);
      return written;
    }
  }
}
