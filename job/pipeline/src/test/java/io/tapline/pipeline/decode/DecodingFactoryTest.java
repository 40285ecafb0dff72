/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.pipeline.decode;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapline.pipeline.config.ConfigFile;
import io.tapline.pipeline.config.PipelineConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Mistakes of a mapping, each by its text. */
class DecodingFactoryTest {

  private static final String JSON = "topic: t, format: json";
  private static final String DEVICE = "device: {field: id}";
  private static final String TIME = "time: {field: at, unit: ms}";
  private static final String VALUES = "values: {a: x}";

  @TempDir private Path folder;

  @Test
  void shouldTakeEveryFormat() throws Exception {
    Files.writeString(
        folder.resolve("r.avsc"),
        """
        {"type": "record", "name": "R", "fields": [
          {"name": "id", "type": ["null", "string"]},
          {"name": "s", "type": {"type": "array", "items": {"type": "record", "name": "S",
            "fields": [{"name": "at", "type": {"type": "long", "logicalType": "timestamp-micros"}}, {"name": "x", "type": "double"}]}}}]}
        """);
    Decoding decoding =
        decoding(
            """
            - own
            - {topic: own2, format: avro}
            - {topic: j, format: json, device: {key: true}, time: {record: true}, values: {a: x, b: 'y["."]'}}
            - {topic: c, format: csv, columns: [id, at, 'x.y [g]'], device: {field: id}, time: {field: at, unit: iso-8601, zone: +01:00}, values: {a: 'x.y [g]'}}
            - {topic: s, format: avro-schema, schema: r.avsc, device: {field: id}, time: {field: at}, rows: s, channel: {constant: b}, value: {field: x}}
            - {topic: r, format: confluent-avro, device: {constant: d}, time: {field: at, unit: us, step: {every: 1ms}}, channel: {field: c}, value: {field: v}}
            """,
            "device-pattern: 'p-\\d+'\n  schema-registry: {url: 'https://r:8081/api'}");
    assertThat(decoding.topics()).containsOnlyKeys("j", "c", "s", "r");
    assertThat(decoding.topics().get("j").mapping().needsKey()).isTrue();
    assertThat(decoding.topics().get("c").mapping().needsKey()).isFalse();
    assertThat(decoding.topics().get("r").asksRegistry()).isTrue();
    assertThat(decoding.keyed()).containsExactly("j");
    Decoding files = decoding.under(Map.of("j.avro", "j", "own.avro", "own"));
    assertThat(files.topics()).containsOnlyKeys("j.avro");
    assertThat(files.keyed()).containsExactly("j.avro");
    assertThat(files.registry()).isEqualTo(decoding.registry());
    assertThat(decoding.devicePattern()).isEqualTo("p-\\d+");
    assertThat(decoding.registry().schema(5)).hasToString("https://r:8081/api/schemas/ids/5");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "time: {field: at, unit: ms}, values: {a: x}| : which device? a key is missing: key=device",
        "device: {key: true, field: id}, time: {field: at, unit: ms}, values: {a: x}| .device: which device? give one of field, key: true, constant",
        "device: {key: false}, time: {field: at, unit: ms}, values: {a: x}| .device: which device? give one of field, key: true, constant",
        "device: {field: a..b}, time: {field: at, unit: ms}, values: {a: x}| .device.field: not a field's path: a name is missing at position 3: path=a..b",
        "device: {field: id}, values: {a: x}| : where is the time? a key is missing: key=time",
        "device: {field: id}, time: {unit: ms}, values: {a: x}| .time: where is the time? give one of field, record: true",
        "device: {field: id}, time: {field: at, record: true}, values: {a: x}| .time: where is the time? give one of field, record: true",
        "device: {field: id}, time: {record: true, unit: ms}, values: {a: x}| .time.unit: belongs to a field: record=true",
        "device: {field: id}, time: {field: at}, values: {a: x}| .time: how is the time written? give one of unit, pattern",
        "device: {field: id}, time: {field: at, unit: ms, zone: UTC}, values: {a: x}| .time.zone: belongs to times that are text: give a pattern, or unit iso-8601",
        "device: {field: id}, time: {field: at, unit: iso-8601, zone: Mars/Olympus}, values: {a: x}| .time.zone: no such time zone, such as Europe/Paris or +01:00: value=Mars/Olympus",
        "device: {field: id}, time: {field: at, unit: ms, pattern: uuuuX}, values: {a: x}| .time.unit: belongs to times without a pattern",
        "device: {field: id}, time: {field: at, unit: ms, step: {}}, values: {a: x}| .time.step: give one of field, every",
        "device: {field: id}, time: {field: at, unit: ms, step: {field: dt}}, values: {a: x}| .time.step: what does the field count? give a unit: choices=s, ms, us, ns",
        "device: {field: id}, time: {field: at, unit: ms, step: {every: 1ms, unit: s}}, values: {a: x}| .time.step.unit: belongs to a field: every=PT0.001S",
        "device: {field: id}, time: {field: at, unit: ms}| : where are the values? give channel and value where a row is of one channel, or values where each channel has a column",
        "device: {field: id}, time: {field: at, unit: ms}, channel: {field: c}| : where are the values? give channel and value where a row is of one channel, or values where each channel has a column",
        "device: {field: id}, time: {field: at, unit: ms}, channel: {}, value: {field: v}| .channel: which channel? give one of field, constant",
        "device: {field: id}, time: {field: at, unit: ms}, channel: {constant: z}, value: {field: v}| .channel.constant: no measured channel has this name: name=z",
        "device: {field: id}, time: {field: at, unit: ms}, values: {z: x}| .values.z: no measured channel has this name: name=z",
        "device: {field: id}, time: {field: at, unit: ms}, values: {n: x}| .values.n: no measured channel has this name: name=n",
        "device: {field: id}, time: {field: at, unit: ms}, values: {a: x}, value: {field: v}| .value: belongs to rows of one channel, not to columns: give values",
        "device: {field: id}, time: {field: at, unit: ms}, values: {a: x}, schema: s.avsc| .schema: belongs to format avro-schema",
        "device: {field: id}, time: {field: at, unit: ms}, values: {a: x}, columns: [x]| .columns: belongs to format csv",
        "device: {field: id}, time: {field: at, unit: ms}, values: {a: x}, separator: ;| .separator: belongs to format csv",
        "device: {field: id}, time: {field: at, unit: ms}, values: {a: x}, rows: 'r['| .rows: not a field's path: a bracket holds a place such as [0], or a name in quotes: path=r["
      })
  void shouldTellMistakesOfAMapping(String keys, String problem) throws Exception {
    assertThat(problems("- {" + JSON + ", " + keys + "}\n", ""))
        .contains("input.topics[0]" + problem);
  }

  @Test
  void shouldTellPatternsThatAreNone() throws Exception {
    String values = ", " + VALUES + "}\n";
    assertThat(
            problems(
                "- {"
                    + JSON
                    + ", "
                    + DEVICE
                    + ", time: {field: at, pattern: 'yyyy-bb'}"
                    + values
                    + "- {topic: u, format: json, "
                    + DEVICE
                    + ", time: {field: at, pattern: 'HH:mm'}"
                    + values,
                "device-pattern: 'p-('"))
        .satisfiesExactly(
            first ->
                assertThat(first)
                    .isEqualTo(
                        "input.topics[0].time.pattern: Unknown pattern letter: b, value=yyyy-bb"),
            second ->
                assertThat(second)
                    .startsWith("input.topics[1].time.pattern: does not tell a point in time"),
            third ->
                assertThat(third)
                    .isEqualTo(
                        "input.device-pattern: not a regular expression: reason=Unclosed group, "
                            + "position=4, value=p-("));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''| : what are the fields of a line? a key is missing: key=columns",
        "columns: [id, at, x, x]| .columns: two columns have one name: name=x",
        "columns: [id, at, y]| .values.a: no such column: column=x, columns=[id, at, y]",
        "columns: [id, t, x]| .time.field: no such column: column=at, columns=[id, t, x]",
        "'columns: [id, at, x], separator: ;;'| .separator: not one character that separates: such as ; or \"\\t\": value=;;",
        "'columns: [id, at, x], rows: r'| .rows: belongs to formats that nest: each line of csv is a row"
      })
  void shouldTellMistakesOfCsv(String keys, String problem) throws Exception {
    String more = keys.isEmpty() ? "" : keys + ", ";
    assertThat(
            problems(
                "- {topic: t, format: csv, " + more + DEVICE + ", " + TIME + ", " + VALUES + "}\n",
                ""))
        .containsExactly("input.topics[0]" + problem);
  }

  @Test
  void shouldTellMistakesOfASchemaFile() throws Exception {
    Files.writeString(folder.resolve("bad.avsc"), "{\"type\": \"recor\"}");
    Files.writeString(
        folder.resolve("r.avsc"),
        "{\"type\":\"record\",\"name\":\"R\",\"fields\":[{\"name\":\"id\",\"type\":\"string\"}]}");
    assertThat(avro(""))
        .containsExactly("input.topics[0]: which schema? a key is missing: key=schema");
    assertThat(avro("schema: none.avsc, "))
        .containsExactly(
            "input.topics[0].schema: there is no such file: file=" + folder.resolve("none.avsc"));
    assertThat(avro("schema: ., "))
        .singleElement()
        .asString()
        .startsWith("input.topics[0].schema: the file cannot be read: file=.");
    assertThat(avro("schema: bad.avsc, "))
        .singleElement()
        .asString()
        .startsWith("input.topics[0].schema: not an Avro schema: file=bad.avsc, reason=");
    assertThat(avro("schema: r.avsc, "))
        .containsExactly(
            "input.topics[0].time.field: the schema has no such field: path=at, schema=R",
            "input.topics[0].values.a: the schema has no such field: path=x, schema=R");
    assertThat(avro("schema: r.avsc, rows: id, "))
        .containsExactly("input.topics[0].rows: the schema has no such array: path=id, schema=R");
  }

  private List<String> avro(String schema) throws Exception {
    return problems(
        "- {topic: t, format: avro-schema, "
            + schema
            + DEVICE
            + ", "
            + TIME
            + ", "
            + VALUES
            + "}\n",
        "");
  }

  @Test
  void shouldTellWhatBelongsToOtherFormatsAndNamesThatComeTwice() throws Exception {
    assertThat(problems("- t\n- {topic: t, " + TIME + ", rows: r}\n", ""))
        .containsExactly(
            "input.topics[1]: two topics have one name: topic=t",
            "input.topics[1].time: belongs to other formats, Tapline's own says it itself: format=avro",
            "input.topics[1].rows: belongs to other formats, Tapline's own says it itself: format=avro");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "url: 'registry:8081'| .url: not the address of a registry, such as https://registry:8081",
        "url: 'ftp://r'| .url: not the address of a registry, such as https://registry:8081",
        "url: 'http://me:s3cret@r'| .url: no place for a password: give user and password as keys of their own",
        "url: 'http://r/?a=s3cret'| .url: ends with a path at most: remove what starts with ? or #",
        "url: 'http://r s3cret'| .url: not an address: reason=Illegal character in authority",
        "url: 'http://r', user: me| : user and password go together: one of them is missing",
        "url: 'http://r', headers: {Host: s3cret}| .headers: not a header that can be sent: name=Host",
      })
  void shouldTellMistakesOfTheRegistryAndNoSecret(String keys, String problem) throws Exception {
    assertThat(problems("- t\n", "schema-registry: {" + keys + "}"))
        .containsExactly("input.schema-registry" + problem)
        .allSatisfy(line -> assertThat(line).doesNotContain("s3cret"));
  }

  @Test
  void shouldAskForARegistryWhereATopicNeedsOne() throws Exception {
    assertThat(
            problems(
                "- {topic: t, format: confluent-avro, "
                    + DEVICE
                    + ", time: {field: at}, "
                    + VALUES
                    + "}\n",
                ""))
        .containsExactly(
            "input.schema-registry: which registry? format confluent-avro needs one: give its url");
  }

  private List<String> problems(String topics, String more) throws Exception {
    DecodingFactory factory = new DecodingFactory(config(topics, more), folder);
    factory.decoding();
    return factory.problems();
  }

  private Decoding decoding(String topics, String more) throws Exception {
    DecodingFactory factory = new DecodingFactory(config(topics, more), folder);
    Decoding decoding = factory.decoding();
    assertThat(factory.problems()).isEmpty();
    return decoding;
  }

  private static PipelineConfig config(String topics, String more) throws Exception {
    return ConfigFile.parse(
        """
        name: job
        grid: {period: 10ms}
        channels: [{name: a}, {name: b}, {name: n, norm-of: [a, b]}]
        model: model.yaml
        outputs: {features: {topic: results}}
        rejected: {topic: rejected}
        input:
          %s
          topics:
        %s"""
            .formatted(more, topics.indent(4)),
        "p.yaml",
        name -> null);
  }
}
