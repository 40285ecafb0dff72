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

/**
 * Says what the schema found in the words of someone who edits the file. Values are quoted as they
 * are written there, with their variables unresolved.
 */
final class SchemaProblems {

  private final JsonNode written;
  private final Mistakes mistakes;

  SchemaProblems(JsonNode written, Mistakes mistakes) {
    this.written = written;
    this.mistakes = mistakes;
  }

  void add(Error error) {
    String path = error.getInstanceLocation().toString().replaceFirst("^\\$\\.?", "");
    JsonNode node = JsonNodes.get(written, error.getInstanceLocation());
    switch (error.getKeyword()) {
      case "required" -> mistakes.add(node, path, "a key is missing: key=" + error.getProperty());
      case "additionalProperties" ->
          mistakes.add(node.get(error.getProperty()), path, unknownKey(error));
      default -> {
        // What is wrong with a variable is not told again as wrong with its unresolved text.
        if (!mistakes.isTold(path)) {
          mistakes.add(node, path, describe(error, node));
        }
      }
    }
  }

  private static String describe(Error error, JsonNode node) {
    if (error.getSchemaLocation().toString().matches(".*/\\$defs/(signed-)?duration.*")) {
      return "not a duration of at most 100 years, such as 2500us, 250ms, 10s, 5min, 1h, 1d: "
          + "value="
          + text(node);
    }
    return switch (error.getKeyword()) {
      case "type" ->
          "the wrong kind of value: expected="
              + kinds(error)
              + ", found="
              + (mayBeSecret(error, node) ? nameOf(node) : kind(node));
      case "enum" ->
          "not one of the choices: choices="
              + String.join(", ", texts(error.getSchemaNode()))
              + ", value="
              + text(node);
      case "pattern" ->
          "not one of the choices: choices="
              + error.getSchemaNode().asText().replaceAll("[$^]", "")
              + ", value="
              + text(node);
      case "exclusiveMinimum" ->
          "must be above: bound=" + error.getSchemaNode() + ", value=" + text(node);
      case "minimum" -> "too small: least=" + error.getSchemaNode() + ", value=" + text(node);
      case "maximum" -> "too large: most=" + error.getSchemaNode() + ", value=" + text(node);
      case "minItems", "minProperties", "minLength" -> "must not be empty";
      case "maxItems" -> "too many: most=" + error.getSchemaNode() + ", found=" + node.size();
      case "uniqueItems" -> "one of them is there twice: value=" + node;
      default -> throw new IllegalStateException("a rule without words: " + error.getKeyword());
    };
  }

  /** What is written under such a key is shown to nobody, but for a variable's name. */
  private static boolean mayBeSecret(Error error, JsonNode node) {
    boolean variable = node.isTextual() && node.textValue().contains("${");
    return !variable
        && error.getInstanceLocation().toString().matches(".*(password|headers|properties).*");
  }

  private static String nameOf(JsonNode node) {
    return kind(node).replaceFirst(", value=.*", "");
  }

  private static String unknownKey(Error error) {
    List<String> names = new ArrayList<>();
    knownKeys(error).fieldNames().forEachRemaining(names::add);
    return "unknown key: key=" + error.getProperty() + ", known=" + String.join(", ", names);
  }

  /** The {@code properties} beside the {@code additionalProperties} that the error is about. */
  private static JsonNode knownKeys(Error error) {
    JsonNode mapping =
        JsonNodes.get(ConfigFile.SCHEMA_TREE, error.getSchemaLocation().getFragment().getParent());
    return mapping.get("properties");
  }

  private static String kinds(Error error) {
    JsonNode kinds = error.getSchemaNode();
    List<String> names = kinds.isArray() ? texts(kinds) : List.of(kinds.asText());
    return String.join(" or ", names.stream().map(SchemaProblems::kind).toList());
  }

  private static String kind(String schemaType) {
    return switch (schemaType) {
      case "object" -> "mapping";
      case "array" -> "list";
      case "string" -> "text";
      case "integer" -> "whole number";
      default -> schemaType;
    };
  }

  private static String kind(JsonNode node) {
    return switch (node.getNodeType()) {
      case OBJECT -> "mapping";
      case ARRAY -> "list";
      case STRING -> "text, value=" + node.asText();
      case NUMBER -> "number, value=" + node;
      case BOOLEAN -> "boolean, value=" + node;
      default -> "nothing";
    };
  }

  private static List<String> texts(JsonNode list) {
    List<String> texts = new ArrayList<>();
    list.forEach(item -> texts.add(item.asText()));
    return texts;
  }

  private static String text(JsonNode node) {
    return node.isTextual() ? node.textValue() : node.toString();
  }
}
