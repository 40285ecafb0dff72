/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.pipeline.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.KebabCaseStrategy;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Neither the schema, nor the records, nor the example of every key grows without the others. */
class SchemaCoverageTest {

  /** Mappings whose keys are the user's own names. */
  private static final Set<String> NAMED =
      Set.of(
          ".outputs",
          ".kafka.properties",
          ".input.topics.*.values",
          ".input.schema-registry.headers",
          ".recordings.*.values");

  /** Topics and recordings share records; these keys are of the other one alone. */
  private static final Set<String> OF_THE_OTHER =
      Set.of(
          ".input.topics.*.device.file",
          ".recordings.*.device.key",
          ".recordings.*.time.record",
          ".recordings.*.time.step.field",
          ".recordings.*.time.step.unit",
          ".recordings.*.time.step.every");

  @Test
  void shouldHaveARecordComponentForEveryKeyAndTheOtherWayRound() {
    Map<String, String> schema = new TreeMap<>();
    keysOfSchema("", ConfigFile.SCHEMA_TREE, schema);
    Map<String, String> records = new TreeMap<>();
    keysOfType("", PipelineConfig.class, records);

    assertThat(records).containsKeys(OF_THE_OTHER.toArray(String[]::new));
    records.keySet().removeAll(OF_THE_OTHER);
    assertThat(records).isEqualTo(schema).hasSizeGreaterThan(35);
  }

  @Test
  void shouldShowEveryKeyInTheExample() throws Exception {
    Map<String, String> schema = new TreeMap<>();
    keysOfSchema("", ConfigFile.SCHEMA_TREE, schema);
    TreeSet<String> example = new TreeSet<>();
    try (var yaml = getClass().getResourceAsStream("every-key.yaml")) {
      keysOfExample("", new YAMLMapper().readTree(yaml), example);
    }
    example.add(".grid.rate"); // instead of the period
    assertThat(example).isEqualTo(schema.keySet());
  }

  /** Leaves by path, with their choices or their kind; "*" stands for any key or index. */
  private static void keysOfSchema(String path, JsonNode schema, Map<String, String> keys) {
    if (schema.has("enum")) {
      TreeSet<String> choices = new TreeSet<>();
      schema.get("enum").forEach(choice -> choices.add(choice.asText()));
      keys.put(path, choices.toString());
    } else if (schema.path("$ref").asText().equals("#/$defs/sources")) {
      keys.put(path + ".*", "string");
    } else if (schema.has("$ref")) {
      keys.put(path, schema.get("$ref").asText().replaceAll("#/\\$defs/(signed-)?", ""));
    } else if (schema.has("items")) {
      keysOfSchema(path + ".*", schema.get("items"), keys);
    } else if (schema.path("additionalProperties").isObject()) {
      keysOfSchema(path + ".*", schema.get("additionalProperties"), keys);
    } else if (schema.has("properties")) {
      assertThat(schema.get("additionalProperties").asBoolean(true)).as(path).isFalse();
      schema
          .get("properties")
          .properties()
          .forEach(field -> keysOfSchema(path + "." + field.getKey(), field.getValue(), keys));
    } else {
      JsonNode type = schema.get("type");
      keys.put(path, type.isArray() ? "string" : type.asText());
    }
  }

  private static void keysOfType(String path, Type type, Map<String, String> keys) {
    if (type instanceof ParameterizedType generic) {
      Type[] arguments = generic.getActualTypeArguments();
      keysOfType(path + ".*", arguments[arguments.length - 1], keys);
    } else if (type instanceof Class<?> plain && plain.isRecord()) {
      for (RecordComponent component : plain.getRecordComponents()) {
        keysOfType(path + "." + keyOf(plain, component), component.getGenericType(), keys);
      }
    } else if (type instanceof Class<?> plain && plain.isEnum()) {
      TreeSet<String> choices = new TreeSet<>();
      for (Object constant : plain.getEnumConstants()) {
        choices.add(constant.toString().toLowerCase(Locale.ROOT).replace('_', '-'));
      }
      keys.put(path, choices.toString());
    } else {
      keys.put(path, kindOf(((Class<?>) type).getSimpleName(), path));
    }
  }

  private static String kindOf(String javaType, String path) {
    return switch (javaType) {
      case "String" -> path.equals(".execution.state-backend") ? "[hashmap, rocksdb]" : "string";
      case "Integer", "Long", "long" -> "integer";
      case "Double", "BigDecimal" -> "number";
      case "Boolean" -> "boolean";
      case "Duration" -> "duration";
      default -> throw new AssertionError("a type without a kind: " + javaType + " at " + path);
    };
  }

  private static String keyOf(Class<?> record, RecordComponent component) {
    return Arrays.stream(record.getDeclaredConstructors()[0].getParameters())
        .filter(parameter -> parameter.getName().equals(component.getName()))
        .filter(parameter -> parameter.isAnnotationPresent(JsonProperty.class))
        .map(parameter -> parameter.getAnnotation(JsonProperty.class).value())
        .findFirst()
        .orElse(new KebabCaseStrategy().translate(component.getName()));
  }

  private static void keysOfExample(String path, JsonNode node, Set<String> keys) {
    if (node.isArray()) {
      node.forEach(item -> keysOfExample(path + ".*", item, keys));
    } else if (node.isObject()) {
      boolean named = NAMED.contains(path);
      node.properties()
          .forEach(
              field ->
                  keysOfExample(
                      path + "." + (named ? "*" : field.getKey()), field.getValue(), keys));
    } else {
      keys.add(path);
    }
  }
}
