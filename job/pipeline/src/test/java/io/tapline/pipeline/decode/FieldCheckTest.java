/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.pipeline.decode;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapline.pipeline.config.ConfigFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the fields of a schema's records can say, by their types. */
class FieldCheckTest {

  private static final String VALUE_TYPES =
      "int, long, float, double, boolean, string, decimal, or an array of these";
  private static final String NAME_TYPES = "string, enum, int, long";
  private static final String NUMBER_TYPES = "int, long, float, double, string, decimal";

  private static final String SCHEMA =
      """
      {"type": "record", "name": "R", "namespace": "plant", "fields": [
        {"name": "id", "type": ["null", "string"]},
        {"name": "kind", "type": {"type": "enum", "name": "Kind", "symbols": ["PUMP", "FAN"]}},
        {"name": "on", "type": {"type": "enum", "name": "On", "symbols": ["TRUE", "FALSE"]}},
        {"name": "at", "type": {"type": "long", "logicalType": "timestamp-millis"}},
        {"name": "ats", "type": {"type": "array", "items": "long"}},
        {"name": "ms", "type": "long"},
        {"name": "gap", "type": ["null", "float"]},
        {"name": "x", "type": ["null", "double", {"type": "record", "name": "Axes",
          "fields": [{"name": "x", "type": "double"}]}]},
        {"name": "axes", "type": ["null", "Axes"]},
        {"name": "byName", "type": {"type": "map", "values": "double"}},
        {"name": "raw", "type": "bytes"},
        {"name": "hash", "type": {"type": "fixed", "name": "Hash", "size": 16}},
        {"name": "price", "type": {"type": "bytes", "logicalType": "decimal", "precision": 9}},
        {"name": "none", "type": "null"},
        {"name": "flag", "type": "boolean"},
        {"name": "series", "type": {"type": "array", "items": ["null", "float"]}},
        {"name": "states", "type": {"type": "array", "items": "On"}},
        {"name": "table", "type": {"type": "array", "items": {"type": "array", "items": "int"}}},
        {"name": "rows", "type": {"type": "array", "items": {"type": "record", "name": "Row",
          "fields": [{"name": "v", "type": "int"}, {"name": "id", "type": "Hash"}]}}}]}
      """;

  @TempDir private Path folder;

  @BeforeEach
  void writeSchema() throws Exception {
    Files.writeString(folder.resolve("r.avsc"), SCHEMA);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "device: {field: id}, time: {field: at}, values: {a: x, b: 'byName.b'}",
        "device: {field: kind}, time: {field: ms, unit: s}, values: {a: axes.x, b: price}",
        "device: {field: ms}, time: {field: at, unit: ms}, values: {a: flag, b: id}",
        "device: {field: id}, time: {field: id, unit: iso-8601}, values: {a: 'on', b: ms}",
        "device: {field: id}, time: {field: at, pattern: uuuu-MM-dd HH:mm X}, values: {a: 'table[0]'}",
        "device: {field: id}, time: {field: ats, unit: us}, channel: {field: kind}, value: {field: series}",
        "device: {field: id}, time: {field: at, step: {field: gap, unit: s}}, values: {a: series}",
        "device: {field: kind}, time: {field: at}, rows: rows, values: {a: v}",
      })
  void shouldTakeWhatCanBeRead(String mapping) throws Exception {
    assertThat(problems(mapping)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "axes| null, record plant.Axes",
        "byName| map",
        "raw| bytes",
        "hash| fixed plant.Hash",
        "kind| enum plant.Kind",
        "at| long of timestamp-millis",
        "none| null",
        "table| array of array",
        "states| array of enum plant.On",
        "rows| array of record plant.Row",
      })
  void shouldTellValuesThatAreNoNumbers(String path, String found) throws Exception {
    assertThat(problems("device: {field: id}, time: {field: at}, values: {a: " + path + "}"))
        .containsExactly(problem("values.a", "a value", path, found, VALUE_TYPES));
  }

  @Test
  void shouldTellEveryFieldThatIsOfAnotherType() throws Exception {
    assertThat(
            problems(
                "device: {field: x}, time: {field: flag, unit: ms, step: {field: at, unit: ms}},"
                    + " channel: {field: price}, value: {field: raw}"))
        .containsExactly(
            problem("device.field", "a name", "x", "null, double, record plant.Axes", NAME_TYPES),
            problem(
                "time.field",
                "a time of this format",
                "flag",
                "boolean",
                NUMBER_TYPES + ", timestamp-millis, timestamp-micros, or an array of these"),
            problem("time.step.field", "a step", "at", "long of timestamp-millis", NUMBER_TYPES),
            problem("channel.field", "a name", "price", "bytes of decimal", NAME_TYPES),
            problem("value.field", "a value", "raw", "bytes", VALUE_TYPES));
  }

  @Test
  void shouldTellTimesThatTheFormatDoesNotRead() throws Exception {
    String values = ", values: {a: x}";
    assertThat(problems("device: {field: id}, time: {field: ms}" + values))
        .containsExactly(
            problem(
                "time.field",
                "a time without a unit or a pattern",
                "ms",
                "long",
                "timestamp-millis, timestamp-micros, or an array of these"));
    assertThat(problems("device: {field: id}, time: {field: ms, unit: iso-8601}" + values))
        .containsExactly(
            problem(
                "time.field",
                "a time of this format",
                "ms",
                "long",
                "string, timestamp-millis, timestamp-micros, or an array of these"));
  }

  @Test
  void shouldLookAroundARowOnlyForWhatItDoesNotHave() throws Exception {
    assertThat(problems("device: {field: id}, time: {field: at}, rows: rows, values: {a: v}"))
        .containsExactly(problem("device.field", "a name", "id", "fixed plant.Hash", NAME_TYPES));
  }

  private static String problem(
      String key, String what, String path, String found, String allowed) {
    return ("input.topics[0].%s: the schema's field is of no type that can be %s: map another, or one"
            + " within it: path=%s, found=%s, allowed=%s, schema=plant.R")
        .formatted(key, what, path, found, allowed);
  }

  private List<String> problems(String mapping) throws Exception {
    DecodingFactory factory =
        new DecodingFactory(
            ConfigFile.parse(
                """
                name: job
                grid: {period: 10ms}
                channels: [{name: a}, {name: b}]
                model: model.yaml
                outputs: {features: {topic: results}}
                rejected: {topic: rejected}
                input:
                  topics:
                    - {topic: t, format: avro-schema, schema: r.avsc, %s}
                """
                    .formatted(mapping),
                "p.yaml",
                name -> null),
            folder);
    factory.decoding();
    return factory.problems();
  }
}
