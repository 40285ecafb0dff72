/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.pipeline.decode;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapline.pipeline.config.ConfigFile;
import io.tapline.pipeline.config.PipelineConfig;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecordingCheckTest {

  private static final String GOOD =
      "device: {file: true}, time: {field: t, unit: s}, values: {a: x}";

  @Test
  void shouldTakeAnEntryThatSaysEverythingOnce() throws Exception {
    for (String entry :
        List.of(
            "{files: '*.csv', " + GOOD + "}",
            "{files: '*.csv', separator: \"\\t\", " + GOOD + "}",
            "{files: '*.csv', separator: ' ', " + GOOD + "}",
            "{files: '*.csv', header: false, columns: [t, x], " + GOOD + "}",
            "{files: '*.csv', header: true, " + GOOD.replace("{a: x}", "{a: 'x [m/s^2]'}") + "}",
            "{files: '*.csv', device: {constant: d}, time: {field: t, pattern: 'yyyyMMddHHmmss', "
                + "zone: UTC}, channel: {constant: a}, value: {field: x}}",
            "{files: '*.Parquet', device: {field: d}, time: {field: t}, values: {a: x}}",
            "{files: '*.csv', arrived: {field: rx, unit: ms}, " + GOOD + "}",
            "{files: '*.csv', arrived: {row: true}, " + GOOD + "}",
            "{files: '*.csv', arrived: {field: rx, pattern: 'yyyyMMddHHmmss', zone: UTC}, "
                + GOOD
                + "}",
            "{files: '*.parquet', arrived: {field: rx}, " + GOOD + "}",
            "{files: 'imu*.AVRO', topic: imu}")) {
      assertThat(problemsOf(entry)).as(entry).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "file: true| file: false| .device: which device? give one of field, constant, file: true",
        "file: true| file: true, field: d| .device: which device? give one of field, constant, file: true",
        ", unit: s| ``| .time: how is the time written? give one of unit, pattern",
        "unit: s| unit: s, pattern: yyyyMMddHHX| .time.unit: belongs to times without a pattern",
        "unit: s| unit: s, zone: UTC| .time.zone: belongs to times that are text: give a pattern, or unit iso-8601",
        "unit: s| pattern: 'yyyy-bb'| .time.pattern: Unknown pattern letter: b, value=yyyy-bb",
        "unit: s| unit: iso-8601, zone: Berlin| .time.zone: no such time zone, such as Europe/Paris or +01:00: value=Berlin",
        "values: {a: x}| value: {field: x}| : where are the values? give channel and value where a row is of one channel, or values where each channel has a column",
        "values: {a: x}| values: {a: x}, value: {field: x}| .value: belongs to rows of one channel, not to columns: give values",
        "{a: x}| {b: x}| .values.b: no measured channel has this name: name=b",
        "values: {a: x}| values: {a: x}, separator: '::'| .separator: not one character that separates: such as ; or `\\t`: value=::",
        "values: {a: x}| values: {a: x}, separator: 'x'| .separator: not one character that separates: such as ; or `\\t`: value=x",
        "values: {a: x}| values: {a: x}, header: false| : what are the fields of a line? a key is missing: key=columns",
        "values: {a: x}| values: {a: x}, columns: [t, x]| .columns: belongs to texts without a header: header=false",
        "values: {a: x}| values: {a: x}, header: false, columns: [t, y]| .values.a: no such column: column=x, columns=[t, y]",
        "values: {a: x}| values: {a: x}, topic: imu| .topic: belongs to recordings of messages: files=*.avro",
        "values: {a: x}| values: {a: x}, arrived: {row: false}| .arrived: how did the rows arrive? give one of field, row: true",
        "values: {a: x}| values: {a: x}, arrived: {field: rx, unit: s, row: true}| .arrived: how did the rows arrive? give one of field, row: true",
        "values: {a: x}| values: {a: x}, arrived: {row: true, unit: s}| .arrived.unit: belongs to a field: row=true",
        "values: {a: x}| values: {a: x}, arrived: {field: rx}| .arrived: how is the time written? give one of unit, pattern",
        "values: {a: x}| values: {a: x}, header: false, columns: [t, x], arrived: {field: rx, unit: s}| .arrived.field: no such column: column=rx, columns=[t, x]",
        "device: {file: true}, | ``| : which device? a key is missing: key=device",
        "time: {field: t, unit: s}, | ``| : where is the time? a key is missing: key=time",
      })
  void shouldTellWhatContradictsItself(String good, String bad, String told) throws Exception {
    String written = bad == null ? "" : bad;
    assertThat(problemsOf("{files: '*.csv', " + GOOD.replace(good, written) + "}"))
        .containsExactly("recordings[0]" + told.replace('`', '"'));
  }

  @Test
  void shouldTellATimeWithoutAZoneThatItNeeds() throws Exception {
    assertThat(
            problemsOf(
                "{files: a.csv, " + GOOD.replace("unit: s", "pattern: yyyy-MM-dd HH:mm:ss") + "}"))
        .singleElement()
        .asString()
        .startsWith("recordings[0].time.pattern: does not tell a point in time");
  }

  @Test
  void shouldTellWhatMessagesLack() throws Exception {
    assertThat(problemsOf("{files: '*.avro'}"))
        .containsExactly("recordings[0]: whose messages are they? a key is missing: key=topic");
    assertThat(problemsOf("{files: '*.avro', topic: other}"))
        .containsExactly(
            "recordings[0].topic: not among input.topics: topic=other, topics=[readings, imu]");
    assertThat(
            problemsOf(
                "{files: '*.avro', topic: imu, " + GOOD + ", arrived: {row: true}, comment: '#'}"))
        .hasSize(5)
        .allSatisfy(
            problem ->
                assertThat(problem)
                    .endsWith(
                        "belongs to tables; messages are decoded as those of their topic: "
                            + "files=*.avro"));
  }

  @Test
  void shouldTellAGlobThatIsNone() throws Exception {
    assertThat(problemsOf("{files: '[', " + GOOD + "}"))
        .singleElement()
        .asString()
        .startsWith("recordings[0].files: not a glob such as *_phone.csv: reason=");
  }

  private static List<String> problemsOf(String recording) throws Exception {
    PipelineConfig config =
        ConfigFile.parse(
            """
            name: job
            input:
              topics:
                - readings
                - {topic: imu, format: json, device: {key: true}, time: {record: true}, values: {a: x}}
            grid: {period: 10ms}
            channels: [{name: a}]
            model: model.yaml
            outputs: {features: {topic: results}}
            rejected: {topic: rejected}
            recordings: [%s]
            """
                .formatted(recording),
            "p.yaml",
            none -> null);
    DecodingFactory factory = new DecodingFactory(config, Path.of("."));
    factory.decoding();
    return factory.problems();
  }
}
